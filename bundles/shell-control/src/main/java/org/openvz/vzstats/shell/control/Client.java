package org.openvz.vzstats.shell.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives one command to the node or server that is running and prints its answer: what the scripts in {@code bin} start. Needs nothing but the JDK.
 *
 * <p>Exit codes: 0 done, or yes; 1 not done, or no; 2 wrong usage; 3 it is not running, or does not answer.
 */
public final class Client {

    private static final int NO_ANSWER = 3;
    /** The commands that collect nothing; to switch off is done long before a run that is going on has ended. */
    private static final Set<String> PROMPT = Set.of("status", "enable", "disable", "diff", "accept", "history");

    private static final Duration FOR_A_WORD = Duration.ofSeconds(30);
    /** A run takes as long as its collectors, each of which has a budget. */
    private static final Duration FOR_A_RUN = Duration.ofMinutes(10);
    /** The exit code, and how much of what follows was printed. */
    private static final Pattern HEAD = Pattern.compile("([0-9]) ([0-9]{1,9})");

    private Client() {}

    /**
     * Gives one command.
     *
     * @param arguments whom to ask, node or server; the file that says where its socket is; the name of the command; and the command's
     *     own arguments
     */
    public static void main(String[] arguments) {
        String command = String.join(" ", Arrays.asList(arguments).subList(2, arguments.length));
        Duration patience = patience(command, System.getenv("VZSTATS_TIMEOUT"));
        System.exit(run(arguments[0], Path.of(arguments[1]), command, patience, System.out, System.err));
    }

    static int run(String whom, Path pointer, String command, Duration patience, PrintStream out, PrintStream err) {
        byte[] answer;
        try {
            answer = ask(pointer, command, patience);
        } catch (SocketTimeoutException e) {
            err.println("The " + whom + " does not answer. It may hang: see data/log/karaf.log.");
            return NO_ANSWER;
        } catch (IOException | InvalidPathException e) {
            err.println("The " + whom + " is not running, or is another user's. Start it with bin/start.");
            return NO_ANSWER;
        }
        int end = 0;
        while (end < answer.length && answer[end] != '\n') {
            end++;
        }
        Matcher head = HEAD.matcher(new String(answer, 0, end, StandardCharsets.US_ASCII));
        int first = end + 1;
        if (!head.matches() || Integer.parseInt(head.group(2)) > answer.length - first) {
            err.println("The " + whom + " stopped before it answered.");
            return NO_ANSWER;
        }
        int printed = Integer.parseInt(head.group(2));
        out.print(new String(answer, first, printed, StandardCharsets.UTF_8));
        out.flush();
        err.print(new String(answer, first + printed, answer.length - first - printed, StandardCharsets.UTF_8));
        err.flush();
        return Integer.parseInt(head.group(1));
    }

    /**
     * {@return how long to wait}
     *
     * @param configured in seconds; what makes no sense is as good as nothing
     */
    static Duration patience(String command, @Nullable String configured) {
        if (configured != null && configured.matches("[1-9][0-9]{0,5}")) {
            return Duration.ofSeconds(Integer.parseInt(configured));
        }
        return PROMPT.contains(command.replaceFirst(" .*", "")) ? FOR_A_WORD : FOR_A_RUN;
    }

    private static byte[] ask(Path pointer, String command, Duration patience) throws IOException {
        Path socket = Path.of(Files.readString(pointer).strip());
        try (SocketChannel node = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            node.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer line = ByteBuffer.wrap((command.replace('\n', '?') + "\n").getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                node.write(line);
            }
            node.configureBlocking(false);
            node.register(selector, SelectionKey.OP_READ);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            for (int read = 0; read >= 0; read = node.read(buffer)) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
                if (read == 0 && selector.select(patience.toMillis()) == 0) {
                    throw new SocketTimeoutException();
                }
                selector.selectedKeys().clear();
            }
            return answer.toByteArray();
        }
    }
}
