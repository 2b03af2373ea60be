package org.openvz.vzstats.shell.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Gives one command to the node or server that is running and prints its answer: what the scripts in {@code bin} start. Needs nothing but the JDK.
 *
 * <p>Exit codes: 0 done, 1 the command failed, 2 no such command, 3 it is not running.
 */
public final class Client {

    private static final int NOT_RUNNING = 3;

    private Client() {}

    /**
     * Gives one command.
     *
     * @param arguments whom to ask, node or server; the file that says where its socket is; the name of the command; and the command's
     *     own arguments
     */
    public static void main(String[] arguments) {
        String command = String.join(" ", Arrays.asList(arguments).subList(2, arguments.length));
        System.exit(run(arguments[0], Path.of(arguments[1]), command, System.out, System.err));
    }

    static int run(String whom, Path pointer, String command, PrintStream out, PrintStream err) {
        byte[] answer;
        try {
            answer = ask(pointer, command);
        } catch (IOException | InvalidPathException e) {
            err.println("The " + whom + " is not running, or is another user's. Start it with bin/start.");
            return NOT_RUNNING;
        }
        String text = new String(answer, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        if (end != 1) {
            err.println("The " + whom + " stopped before it answered.");
            return NOT_RUNNING;
        }
        out.print(text.substring(end + 1));
        out.flush();
        return text.charAt(0) - '0';
    }

    private static byte[] ask(Path pointer, String command) throws IOException {
        Path socket = Path.of(Files.readString(pointer).strip());
        try (SocketChannel node = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            node.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer line = ByteBuffer.wrap((command.replace('\n', '?') + "\n").getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                node.write(line);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (node.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toByteArray();
        }
    }
}
