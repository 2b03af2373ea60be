package org.openvz.vzstats.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a node and its server and keeps every byte that the node sends. */
final class Wiretap implements AutoCloseable {

    private final ServerSocket socket;
    private final int server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final AtomicInteger connections = new AtomicInteger();

    private Wiretap(ServerSocket socket, int server) {
        this.socket = socket;
        this.server = server;
    }

    /** Listens for a server on this port of this machine. */
    static Wiretap before(int server) throws IOException {
        Wiretap wiretap = new Wiretap(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
        wiretap.threads.execute(wiretap::accept);
        return wiretap;
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** {@return what nodes have sent, and forgets it} */
    byte[] take() {
        synchronized (sent) {
            byte[] bytes = sent.toByteArray();
            sent.reset();
            return bytes;
        }
    }

    /** Counts connections anew. */
    void restart() {
        connections.set(0);
    }

    /** {@return how often a node has connected since {@link #restart}, whether the server was there or not} */
    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket node = socket.accept();
                connections.incrementAndGet();
                connect(node);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new IllegalStateException("the wiretap cannot listen", e);
                }
            }
        }
    }

    /** A node finds out that the server is down as it would without us: its connection comes to nothing. */
    private void connect(Socket node) throws IOException {
        Socket upstream;
        try {
            upstream = new Socket(InetAddress.getLoopbackAddress(), server);
        } catch (ConnectException e) {
            node.close();
            return;
        }
        threads.execute(() -> carry(node, upstream, true));
        threads.execute(() -> carry(upstream, node, false));
    }

    private void carry(Socket from, Socket to, boolean kept) {
        byte[] chunk = new byte[8192];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (kept) {
                    synchronized (sent) {
                        sent.write(chunk, 0, read);
                    }
                }
                out.write(chunk, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // Either side has hung up: so does the other.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
