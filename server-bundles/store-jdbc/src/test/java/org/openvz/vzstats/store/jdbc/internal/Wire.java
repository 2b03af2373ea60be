package org.openvz.vzstats.store.jdbc.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network between a store and its database: it can be cut, and it can fall silent. */
final class Wire implements AutoCloseable {

    private final ServerSocket here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private final int there;
    private volatile boolean cut;
    private volatile boolean silent;

    /** Leads to a port of this machine. */
    Wire(int there) throws IOException {
        this.there = there;
        start(this::accept);
    }

    int port() {
        return here.getLocalPort();
    }

    /** Ends all connections, and lets none be made. */
    void cut() {
        cut = true;
        ends.forEach(Wire::close);
    }

    /** From now on whatever is said is lost, and nobody is told. */
    void silence() {
        silent = true;
    }

    void mend() {
        ends.forEach(Wire::close); // What was lost on them makes no sense any more.
        silent = false;
        cut = false;
    }

    private void accept() {
        while (!here.isClosed()) {
            try {
                Socket caller = here.accept();
                ends.add(caller);
                if (cut) {
                    close(caller);
                    continue;
                }
                Socket called = new Socket(InetAddress.getLoopbackAddress(), there);
                ends.add(called);
                start(() -> carry(caller, called));
                start(() -> carry(called, caller));
            } catch (IOException e) {
                // Closed, or nobody is there: the caller sees it.
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (!silent) {
                    out.write(bytes, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One of them has gone.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more anyway.
        }
    }

    @Override
    public void close() throws IOException {
        here.close();
        ends.forEach(Wire::close);
    }
}
