package org.openvz.vzstats.node.shell.client;

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
 * Gives one command to the running node and prints its answer: what {@code bin/vzstats} starts. Needs nothing but the JDK.
 *
 * <p>Exit codes: 0 done, 1 the command failed, 2 no such command, 3 the node is not running.
 */
public final class Client {

    private static final int NOT_RUNNING = 3;

    private Client() {}

    /**
     * Gives one command.
     *
     * @param arguments the node's directory, the name of the command, and the command's own arguments
     */
    public static void main(String[] arguments) {
        String command = String.join(" ", Arrays.asList(arguments).subList(1, arguments.length));
        System.exit(run(Path.of(arguments[0]), command, System.out, System.err));
    }

    static int run(Path directory, String command, PrintStream out, PrintStream err) {
        byte[] answer;
        try {
            answer = ask(directory, command);
        } catch (IOException | InvalidPathException e) {
            err.println("The node is not running, or is another user's. Start it with bin/start.");
            return NOT_RUNNING;
        }
        String text = new String(answer, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        if (end != 1) {
            err.println("The node stopped before it answered.");
            return NOT_RUNNING;
        }
        out.print(text.substring(end + 1));
        out.flush();
        return text.charAt(0) - '0';
    }

    private static byte[] ask(Path directory, String command) throws IOException {
        Path socket = Path.of(Files.readString(directory.resolve("control")).strip());
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
