package org.openvz.vzstats.shell.control;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a script speak to the node or server that is running: a socket in a directory that only its own user may enter, no port of any
 * network. One line in, the name of a command and its arguments. Out comes a line with the exit code and the number of bytes that the command
 * printed, then these bytes, then what there is to say of a failure.
 */
public final class ControlSocket implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    /** The longest path Java takes for a socket: one byte less than the kernel does. */
    private static final int MAX_PATH = 106;

    private static final int MAX_LINE = 4096;
    /** What the shell takes as it is written, between quotes. */
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9._/@:,=+-]{1,1024}");

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    /** How long a client may take to say what it wants, and to take the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Not java.io.tmpdir: Karaf sets that to a directory within itself, as deep as its own. */
    private static final Path SHORT = Path.of("/tmp");

    private final Set<String> allowed;
    private final Commands commands;
    private final Path pointer;
    private final @Nullable Path shortDirectory;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Duration patience;
    /** One for each client: none waits for the command of another. Only its own user can be a client. */
    private final ExecutorService threads = Executors.newCachedThreadPool(ControlSocket::thread);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(ControlSocket::thread);

    /** Runs a command and prints to a stream. */
    @FunctionalInterface
    public interface Commands {

        /**
         * Runs a command, arguments and all; what it throws is shown by its message.
         *
         * @return the exit code
         */
        int run(String command, PrintStream out) throws Exception;
    }

    /**
     * Opens the socket, and writes its path into a file for clients to find.
     *
     * @param directory its own directory
     * @param name of the file in it
     * @param allowed the commands that may be given; nothing else of the shell can be reached
     * @param commands runs them
     */
    public ControlSocket(Path directory, String name, Set<String> allowed, Commands commands) throws IOException {
        this(directory, name, allowed, commands, PATIENCE);
    }

    ControlSocket(Path directory, String name, Set<String> allowed, Commands commands, Duration patience)
            throws IOException {
        this.allowed = Set.copyOf(allowed);
        this.commands = commands;
        this.patience = patience;
        Path own = Files.createDirectories(directory.toAbsolutePath());
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        pointer = own.resolve(name);
        String file = name + ".sock";
        // A deeply nested Karaf has no room for a socket: a short path then, in a directory made for this user only.
        shortDirectory = fits(own.resolve(file)) ? null : Files.createTempDirectory(SHORT, "vzstats-");
        socket = (shortDirectory == null ? own : shortDirectory).resolve(file);
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(pointer, socket + "\n");
        } catch (IOException e) {
            close();
            throw e;
        }
        threads.execute(this::accept);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "vzstats-control");
        thread.setDaemon(true);
        return thread;
    }

    private static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                threads.execute(() -> answer(client));
            } catch (ClosedChannelException | RejectedExecutionException e) {
                return; // It is stopped.
            } catch (IOException e) {
                // Out of file descriptors, for one: that passes, so do not try at full speed, but try.
                LOG.info(
                        "The control socket takes no client now: {}",
                        e.getClass().getName());
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    private void answer(SocketChannel client) {
        try (client) {
            String command = within(client, () -> line(client));
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            Ended ended = run(command, new PrintStream(printed, true, StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes((ended.exit() + " " + printed.size() + "\n").getBytes(StandardCharsets.US_ASCII));
            printed.writeTo(answer);
            answer.writeBytes(ended.failure().getBytes(StandardCharsets.UTF_8));
            within(client, () -> client.write(ByteBuffer.wrap(answer.toByteArray())));
        } catch (IOException | RejectedExecutionException e) {
            LOG.debug("A client of the control socket went away", e);
        }
    }

    /** Something that waits for a client. */
    @FunctionalInterface
    private interface Exchange<T> {
        T exchange() throws IOException;
    }

    /** Hangs up on a client that takes too long; the exchange ends with an exception then. */
    private <T> T within(SocketChannel client, Exchange<T> exchange) throws IOException {
        Future<?> deadline = timer.schedule(() -> hangUp(client), patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return exchange.exchange();
        } finally {
            deadline.cancel(false);
        }
    }

    private static void hangUp(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("A client of the control socket went away", e);
        }
    }

    /** How a command ended. */
    private record Ended(int exit, String failure) {}

    private Ended run(String line, PrintStream out) {
        List<String> words = List.of(line.split(" ", -1));
        if (!allowed.contains(words.get(0))
                || !words.stream().allMatch(word -> ARGUMENT.matcher(word).matches())) {
            return new Ended(Answer.USAGE, "No such command.\n");
        }
        // The shell takes options before arguments only.
        String command = Stream.concat(
                        words.stream().skip(1).filter(ControlSocket::isOption),
                        words.stream().skip(1).filter(word -> !isOption(word)))
                .map(word -> " '" + word + "'")
                .collect(Collectors.joining());
        try {
            return new Ended(commands.run(words.get(0) + command, out), "");
        } catch (NotDoneException e) {
            return new Ended(e.exit(), failure(e));
        } catch (CommandException e) {
            return new Ended(Answer.USAGE, failure(e));
        } catch (Exception | LinkageError e) {
            return new Ended(Answer.NO, failure(e));
        }
    }

    private static boolean isOption(String word) {
        return word.startsWith("--");
    }

    /** For the owner, on the owner's own terminal; without the shell's colours. */
    private static String failure(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return Wrapped.text("", COLOUR.matcher(message).replaceAll(""));
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
        timer.shutdownNow();
        Files.deleteIfExists(pointer);
        Files.deleteIfExists(socket);
        if (shortDirectory != null) {
            Files.deleteIfExists(shortDirectory);
        }
    }
}
