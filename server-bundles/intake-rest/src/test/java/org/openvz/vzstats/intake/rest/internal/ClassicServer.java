package org.openvz.vzstats.intake.rest.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import javax.servlet.http.HttpServlet;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.component.LifeCycle;

/** The original client's two addresses over real HTTP, spoken to in bytes. */
final class ClassicServer implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    ClassicServer(MemoryServer store, MemoryJournal journal, Origins origins, Limits limits, InstantSource clock) {
        serve(new ClassicServlet(
                new ClassicIntake(store, store, store, journal, origins, limits, clock), Proxies.parse("127.0.0.1")));
    }

    /** Serves without a store. */
    ClassicServer() {
        serve(new ClassicServlet(null, Proxies.parse("")));
    }

    /** Serves what abrt speaks to instead. */
    ClassicServer(UReportServlet servlet) {
        serve(servlet, UReportServlet.NEW, UReportServlet.ATTACH);
    }

    private void serve(ClassicServlet servlet) {
        serve(servlet, ClassicServlet.GENUUID, ClassicServlet.SUBMIT);
    }

    private void serve(HttpServlet servlet, String... paths) {
        ServletContextHandler context = new ServletContextHandler(server, "/");
        ServletHolder holder = new ServletHolder(servlet);
        for (String path : paths) {
            context.addServlet(holder, path);
        }
        LifeCycle.start(server);
    }

    int port() {
        return ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
    }

    /** Connects; whoever reads does not wait for ever. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** {@return the whole answer to a request, as curl would see it} */
    Answer send(String head, byte[] body) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(ascii(head));
            socket.getOutputStream().write(body);
            return Answer.read(socket.getInputStream());
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    /**
     * An answer.
     *
     * @param status such as 200
     * @param head all of its head
     * @param body what the client shows its user
     */
    record Answer(int status, String head, String body) {

        static Answer read(InputStream in) throws IOException {
            String head = head(in);
            int length = head.toLowerCase(Locale.ROOT)
                    .lines()
                    .filter(line -> line.startsWith("content-length:"))
                    .map(line -> Integer.valueOf(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
            return new Answer(Integer.parseInt(head.split(" ", 3)[1]), head, body);
        }

        static String head(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("no answer");
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
