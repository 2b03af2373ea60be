package org.openvz.vzstats.transport.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.openvz.vzstats.transport.http.internal.ServerDouble.answer;
import static org.openvz.vzstats.transport.http.internal.ServerDouble.identity;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Report;

/** Over TLS and through proxies. */
@Timeout(60)
class WebTest {

    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final String ID = "285ad6e8-fe62-433c-be2a-643e1c54b315";
    private static final String SECRET = "x".repeat(43);
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Report report = new Report(UUID.randomUUID(), "packed".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    @Test
    void aServerIsTrustedIfItsAuthorityIs() throws Exception {
        HttpsServer server = https(authority("right"));
        try {
            URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
            assertInstanceOf(
                    Delivery.Accepted.class,
                    delivery(url, new Web(Optional.empty(), Optional.of(Authorities.in(pem("right")))))
                            .deliver(report));
            authority("wrong");
            assertThrows(SSLException.class, () -> delivery(
                            url, new Web(Optional.empty(), Optional.of(Authorities.in(pem("wrong")))))
                    .deliver(report));
            assertThrows(SSLException.class, () -> delivery(url, Web.direct()).deliver(report));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aFileWithoutCertificatesIsSaid() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "");
        Path damaged = Files.writeString(
                directory.resolve("damaged"), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        for (Path file : List.of(empty, damaged, directory, directory.resolve("nowhere"))) {
            IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> Authorities.in(file));
            assertEquals("ca: ", String.valueOf(wrong.getMessage()).substring(0, 4));
        }
    }

    @Test
    void throughAProxyTheServersNameIsNotEvenLookedUp() throws Exception {
        try (ServerDouble proxy = new ServerDouble()) {
            proxy.answers(identity(ID, SECRET), answer(202, "receipt"));
            Delivery delivered = delivery(URI.create("http://census.invalid:8181"), through(proxy, Optional.empty()))
                    .deliver(report);
            assertEquals(new Delivery.Accepted("receipt"), delivered);
            assertEquals(
                    List.of(
                            "POST http://census.invalid:8181/api/v2/nodes HTTP/1.1",
                            "POST http://census.invalid:8181/api/v2/nodes/" + ID + "/reports HTTP/1.1"),
                    proxy.requests.stream().map(ServerDouble.Request::line).toList());
        }
    }

    @Test
    void aProxyIsToldThePasswordAndAServersQuestionIsNone() throws Exception {
        try (ServerDouble proxy = new ServerDouble()) {
            proxy.answers(identity(ID, SECRET), answer(401, "", "WWW-Authenticate: Basic realm=\"server\""));
            Web web = through(proxy, Optional.of(new HttpProxy.User("ivan", "pass")));
            Delivery delivered =
                    delivery(URI.create("http://census.invalid"), web).deliver(report);
            assertInstanceOf(Delivery.Retry.class, delivered);
            String login = "Basic " + Base64.getEncoder().encodeToString("ivan:pass".getBytes(StandardCharsets.UTF_8));
            for (ServerDouble.Request request : proxy.requests) {
                assertEquals(login, request.headers().get("proxy-authorization"), request.line());
                assertFalse(
                        String.valueOf(request.headers().get("authorization")).contains("Basic"));
            }
        }
    }

    @Test
    void overTlsAProxyIsAskedForATunnelAndNothingElse() throws Exception {
        try (ServerDouble proxy = new ServerDouble()) {
            proxy.answers(answer(502, ""));
            Web web = through(proxy, Optional.of(new HttpProxy.User("ivan", "pass")));
            assertThrows(IOException.class, () -> delivery(URI.create("https://census.invalid"), web)
                    .deliver(report));
            assertEquals(1, proxy.requests.size());
            assertEquals(
                    "CONNECT census.invalid:443 HTTP/1.1", proxy.requests.get(0).line());
            assertFalse(proxy.requests.get(0).headers().containsKey("authorization"));
            assertEquals(
                    "Basic " + Base64.getEncoder().encodeToString("ivan:pass".getBytes(StandardCharsets.UTF_8)),
                    proxy.requests.get(0).headers().get("proxy-authorization"));
        }
    }

    @Test
    void aJavaThatKeepsTheProxysPasswordToItselfIsSaid() throws Exception {
        URI https = URI.create("https://census.invalid");
        URI http = URI.create("http://census.invalid");
        try (ServerDouble proxy = new ServerDouble()) {
            Web password = through(proxy, Optional.of(new HttpProxy.User("ivan", "pass")));
            assertEquals(
                    Optional.of("Java does not tell the proxy its password: start it with"
                            + " -Djdk.http.auth.tunneling.disabledSchemes="),
                    password.trouble(https, "Digest, Basic"));
            assertEquals(Optional.empty(), password.trouble(https, ""));
            assertEquals(Optional.empty(), password.trouble(http, "Basic"));
            assertEquals(Optional.empty(), through(proxy, Optional.empty()).trouble(https, "Basic"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 403, 500})
    void aTunnelThatIsRefusedIsAFailureAndTellsTheProxyNothing(int status) throws Exception {
        try (ServerDouble proxy = new ServerDouble()) {
            String location = "Location: http://127.0.0.1:1/";
            proxy.answers(answer(status, "<html></html>", location, "Proxy-Authenticate: Basic realm=\"zq\""));
            assertThrows(IOException.class, () -> delivery(
                            URI.create("https://census.invalid"), through(proxy, Optional.empty()))
                    .deliver(report));
            assertEquals(1, proxy.requests.size());
            assertEquals("", proxy.requests.get(0).body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aProxyThatWantsAPasswordIsAFailure(String scheme) throws Exception {
        try (ServerDouble proxy = new ServerDouble()) {
            proxy.answers(answer(407, "", "Proxy-Authenticate: Basic realm=\"zq\""));
            assertEquals(
                    new Delivery.Retry("no identity, answer 407", null),
                    delivery(URI.create(scheme + "://census.invalid"), through(proxy, Optional.empty()))
                            .deliver(report));
        }
    }

    private static Web through(ServerDouble proxy, Optional<HttpProxy.User> user) {
        return new Web(Optional.of(proxyAt(proxy, user)), Optional.empty());
    }

    private static HttpProxy proxyAt(ServerDouble proxy, Optional<HttpProxy.User> user) {
        return new HttpProxy("127.0.0.1", proxy.url().getPort(), user);
    }

    private HttpDelivery delivery(URI url, Web web) {
        return new HttpDelivery(
                new CensusServer(url, AMPLE, "vzstats/0.1.0", web),
                IdentityFile.of(directory.resolve("identities"), url),
                OldId.none());
    }

    private Path pem(String name) {
        return directory.resolve(name + ".pem");
    }

    /** A key and its own certificate, made by the tool that every JDK has. */
    private Path authority(String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "2",
                "-keystore",
                store.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-keystore",
                store.toString(),
                "-file",
                pem(name).toString());
        return store;
    }

    private static void keytool(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        builder.command().addAll(List.of(arguments));
        builder.command().addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    private static HttpsServer https(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            boolean sending = exchange.getRequestURI().getPath().endsWith("/reports");
            byte[] body = (sending ? "receipt" : "{\"id\":\"" + ID + "\",\"secret\":\"" + SECRET + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(sending ? 202 : 201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
