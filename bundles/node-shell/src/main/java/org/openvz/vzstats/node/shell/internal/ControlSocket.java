package org.openvz.vzstats.node.shell.internal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets {@code bin/vzstats} speak to the running node: a socket in a directory that only the node's own user may enter, no port of any
 * network. One line in, the name of a command; a line with the exit code and what the command printed out.
 */
final class ControlSocket implements Closeable {

    /** The commands that may be given; nothing else of the shell can be reached. */
    static final Set<String> COMMANDS =
            Set.of("status", "view", "preview", "report", "enable", "disable", "collectors");

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    /** The longest path the kernel takes for a socket, its end included. */
    private static final int MAX_PATH = 107;

    private static final String SOCKET = "control.sock";
    private static final int MAX_LINE = 256;

    private final Commands commands;
    private final Path pointer;
    private final @Nullable Path shortDirectory;
    private final Path socket;
    private final ServerSocketChannel server;
    private final ExecutorService threads = Executors.newFixedThreadPool(3, task -> {
        Thread thread = new Thread(task, "vzstats-control");
        thread.setDaemon(true);
        return thread;
    });

    /** Runs a command and prints to a stream. */
    @FunctionalInterface
    interface Commands {

        /** Runs {@code vzstats:name}; what it throws is shown by its message. */
        void run(String name, PrintStream out) throws Exception;
    }

    /**
     * Opens the socket, and writes its path into a file for clients to find.
     *
     * @param directory the node's own directory
     */
    ControlSocket(Path directory, Commands commands) throws IOException {
        this.commands = commands;
        Path own = Files.createDirectories(directory.toAbsolutePath());
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        pointer = own.resolve("control");
        // A deeply nested Karaf has no room for a socket: a short path then, in a directory made for this user only.
        shortDirectory = fits(own) ? null : Files.createTempDirectory("vzstats-");
        socket = (shortDirectory == null ? own : shortDirectory).resolve(SOCKET);
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(pointer, socket + "\n");
        } catch (IOException e) {
            server.close();
            throw e;
        }
        threads.execute(this::accept);
    }

    private static boolean fits(Path directory) {
        return directory.resolve(SOCKET).toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                threads.execute(() -> answer(client));
            } catch (AsynchronousCloseException e) {
                return; // The node stops.
            } catch (IOException e) {
                LOG.info("The control socket is closed: {}", e.getClass().getName());
                return;
            }
        }
    }

    private void answer(SocketChannel client) {
        try (client) {
            String command = line(client);
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            int exit = run(command, new PrintStream(printed, true, StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes((exit + "\n").getBytes(StandardCharsets.US_ASCII));
            printed.writeTo(answer);
            ByteBuffer rest = ByteBuffer.wrap(answer.toByteArray());
            while (rest.hasRemaining()) {
                client.write(rest);
            }
        } catch (IOException e) {
            LOG.debug("A client of the control socket went away", e);
        }
    }

    private int run(String command, PrintStream out) {
        if (!COMMANDS.contains(command)) {
            out.println("No such command.");
            return 2;
        }
        try {
            commands.run(command, out);
            return 0;
        } catch (Exception e) {
            // For the owner, on the owner's own terminal.
            out.println(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            return 1;
        }
    }

    private static String line(SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_LINE);
        while (buffer.hasRemaining() && client.read(buffer) >= 0) {
            String so = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
            int end = so.indexOf('\n');
            if (end >= 0) {
                return so.substring(0, end);
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
        Files.deleteIfExists(pointer);
        Files.deleteIfExists(socket);
        if (shortDirectory != null) {
            Files.deleteIfExists(shortDirectory);
        }
    }
}
