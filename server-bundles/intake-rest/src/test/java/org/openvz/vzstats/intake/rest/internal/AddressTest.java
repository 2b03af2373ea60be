package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.geoip.internal.GeoipCountries;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;
import org.openvz.vzstats.store.jdbc.internal.JdbcStore;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A server with a real database on disk and a real one of countries: where a report came from is in no file, log or answer of it. */
@Timeout(120)
class AddressTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    /** Of this machine, too, but nobody else uses it. */
    private static final String DIRECT = "127.77.78.79";

    private static final String IPV4 = "192.0.2.77";
    private static final String IPV6 = "2001:db8:1::7a7b:7c7d";
    private static final String FORGED = "198.51.100.91";

    private final Map<String, Object> services = new ConcurrentHashMap<>();
    private final List<String> answers = new ArrayList<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private int port;

    @TempDir
    Path directory;

    @Test
    void whereAReportCameFromIsNowhere() throws Exception {
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        UUID node;
        UUID original = UUID.randomUUID();
        try {
            node = run(original);
        } finally {
            System.setErr(before);
        }
        String all = everything();
        assertTrue(all.contains(node.toString()) && all.contains(original.toString()), "it would be found");
        for (String address : List.of(DIRECT, IPV4, IPV6, FORGED)) {
            for (String written : written(address)) {
                assertFalse(all.contains(written), written);
                assertFalse(answers.toString().contains(written), written);
                assertFalse(log.toString(StandardCharsets.ISO_8859_1).contains(written), written);
            }
        }
    }

    private UUID run(UUID original) throws Exception {
        EmbeddedDataSource derby = new EmbeddedDataSource();
        derby.setDatabaseName(directory.resolve("database").toString());
        derby.setCreateDatabase("create");
        JdbcStore store = new JdbcStore(context(), Map.entry(Map.of(), derby));
        GeoipCountries countries = new GeoipCountries(new Countries());
        Server server = serve(countries);
        try {
            Identities.Identity node = service(Identities.class).issue();
            report(node, "127.0.0.1", FORGED + ", " + IPV4);
            report(node, "127.0.0.1", FORGED + ", [" + IPV6 + "]:4711");
            report(node, DIRECT, FORGED);
            refused("127.0.0.1", FORGED + ", " + IPV4);
            classic(original, "127.0.0.1", IPV4);
            classic(original, DIRECT, FORGED);
            Holdings holdings = service(Holdings.class);
            assertEquals(
                    List.of("none", "JP", "DE"), waiting(holdings.of(node.id()).orElseThrow()));
            assertEquals(List.of("none", "DE"), waiting(holdings.of(original).orElseThrow()));
            assertEquals(2L, service(Journal.class).sinceStart().get(Event.COUNTRY_UNKNOWN));
            // The first is counted, the rest waits.
            service(SubmissionStore.class).process(1, AddressTest::processed);
            assertTrue(service(Census.class).snapshot().counters().stream()
                    .anyMatch(counter -> counter.metric().equals("node.country")
                            && counter.value().equals("DE")));
            answers.add(exchange(
                    "127.0.0.1",
                    "GET /api/v2/nodes/" + node.id() + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + IPV4
                            + "\r\nAuthorization: Bearer " + node.secret() + "\r\nConnection: close\r\n\r\n",
                    new byte[0]));
            assertTrue(answers.toString().contains("\"country\":\"JP\""), answers.toString());
            return node.id();
        } finally {
            LifeCycle.stop(server);
            close(countries);
            close(store);
            shutDown(derby);
        }
    }

    private Server serve(GeoipCountries countries) {
        Origins origins = new Origins();
        origins.use(countries);
        FrontDoor door = new FrontDoor(new Settings(Map.of("rate", "600/s", "proxies", "127.0.0.1")).config());
        NodesServlet nodes = new NodesServlet(
                door,
                service(Identities.class),
                service(SubmissionStore.class),
                service(Holdings.class),
                service(ReceiptSigner.class),
                service(Journal.class),
                origins);
        ClassicServlet classic = new ClassicServlet(
                door,
                service(Identities.class),
                service(SubmissionStore.class),
                service(ReceiptSigner.class),
                service(Journal.class),
                origins);
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServletContextHandler context = new ServletContextHandler(server, "/");
        context.addServlet(new ServletHolder(nodes), NodesServlet.PATTERN);
        context.addServlet(new ServletHolder(classic), ClassicServlet.SUBMIT);
        LifeCycle.start(server);
        port = ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
        return server;
    }

    private void report(Identities.Identity node, String from, String forwardedFor) throws IOException {
        UUID report = UUID.randomUUID();
        String answer = exchange(
                from,
                "POST /api/v2/nodes/" + node.id() + "/reports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + node.secret() + "\r\nReport-Id: " + report + "\r\nX-Forwarded-For: " + forwardedFor,
                Reports.packed(report));
        assertTrue(answer.startsWith("HTTP/1.1 202 "), answer);
        answers.add(answer);
    }

    private void refused(String from, String forwardedFor) throws IOException {
        String answer = exchange(
                from,
                "POST /api/v2/nodes/" + UUID.randomUUID()
                        + "/reports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nX-Forwarded-For: " + forwardedFor,
                new byte[] {1});
        assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
        answers.add(answer);
    }

    private void classic(UUID id, String from, String forwardedFor) throws IOException {
        Curl curl = Curl.submit(
                id.toString(), Tars.of("./uname", forwardedFor.length() + "\n").packed());
        String head =
                curl.head().replaceFirst("\r\n", "\r\nConnection: close\r\nX-Forwarded-For: " + forwardedFor + "\r\n");
        String answer = exchange(from, head, curl.body());
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        answers.add(answer);
    }

    private String exchange(String from, String head, byte[] body) throws IOException {
        String end =
                head.endsWith("\r\n\r\n") ? "" : "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(20_000);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(ClassicServer.ascii(head + end));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static List<String> waiting(Holdings.Held held) {
        return held.waiting().stream()
                .map(waiting -> waiting.submission().country().orElse("none"))
                .toList();
    }

    private static Processed processed(Submission submission) {
        TreeMap<String, SortedMap<String, Long>> values = new TreeMap<>();
        submission.country().ifPresent(country -> values.put(Observations.COUNTRY, new TreeMap<>(Map.of(country, 1L))));
        return new Processed(
                DAY,
                List.of(new SectionResult.Accepted(
                        new ReceivedSection(Observations.NODE, 1, ""), new Observations(values))));
    }

    /** {@return all that is on the disk, as ISO-8859-1} */
    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
            }
        }
        Path derby = Path.of("derby.log");
        return all.append(Files.exists(derby) ? Files.readString(derby, StandardCharsets.ISO_8859_1) : "")
                .toString();
    }

    /** {@return an address as somebody may have written it, also as bytes} */
    private static List<String> written(String address) throws IOException {
        InetAddress known = InetAddress.getByName(address);
        List<String> written = new ArrayList<>();
        for (String text : List.of(address, known.getHostAddress(), "7a7b:7c7d", "3221226061")) {
            for (Charset charset :
                    List.of(StandardCharsets.US_ASCII, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
                written.add(new String(text.getBytes(charset), StandardCharsets.ISO_8859_1));
            }
        }
        if (known.getAddress().length > 4) {
            written.add(new String(known.getAddress(), StandardCharsets.ISO_8859_1));
        }
        return written;
    }

    private <T> T service(Class<T> type) {
        return type.cast(Optional.ofNullable(services.get(type.getName())).orElseThrow());
    }

    /** A framework that keeps what is registered. */
    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                AddressTest.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, values) -> {
                    if (method.getName().equals("registerService") && values[0] instanceof Class<?> type) {
                        services.put(type.getName(), values[1]);
                        return Proxy.newProxyInstance(
                                AddressTest.class.getClassLoader(),
                                new Class<?>[] {ServiceRegistration.class},
                                (registration, what, with) -> null);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** As the framework does it. */
    private static void close(Object component) throws ReflectiveOperationException {
        var close = component.getClass().getDeclaredMethod("close");
        close.setAccessible(true);
        close.invoke(component);
    }

    private static void shutDown(EmbeddedDataSource derby) {
        derby.setCreateDatabase(null);
        derby.setShutdownDatabase("shutdown");
        try {
            derby.getConnection().close();
        } catch (SQLException e) {
            // So it says that it has.
        }
    }

    /** What is in the configuration of the countries. */
    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record Countries() implements GeoipCountries.Config {

        @Override
        public String database() {
            return Path.of("../geoip/src/test/databases/countries.mmdb").toString();
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return GeoipCountries.Config.class;
        }
    }
}
