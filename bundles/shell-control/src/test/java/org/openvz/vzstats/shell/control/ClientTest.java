package org.openvz.vzstats.shell.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClientTest {

    private static final String NOT_RUNNING =
            "The node is not running, or is another user's. Start it with bin/start.\n";

    @TempDir
    Path directory = Path.of("set by JUnit");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theNodesAnswerIsPrintedAndItsCodeIsTheExitCode(int code) throws Exception {
        assertEquals(code, askANodeThatAnswers(code + " 10\ndone\nДа\nNo report\n"));
        assertEquals("done\nДа\n", out.toString(StandardCharsets.UTF_8));
        assertEquals("No report\n", err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "\n", "10\nx", "0 0", "0 5\nabcd", "0 -1\n", "0 9999999999\nx", "0 99999999999999\nx"})
    void anAnswerThatIsNoneIsSaid(String answer) throws Exception {
        assertEquals(3, askANodeThatAnswers(answer));
        assertEquals("The node stopped before it answered.\n", err.toString(StandardCharsets.UTF_8));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aNodeThatDoesNotAnswerIsNotWaitedForForEver() throws Exception {
        Path socket = directory.resolve("socket");
        Files.writeString(directory.resolve("control"), socket + "\n");
        try (ServerSocketChannel node = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            node.bind(UnixDomainSocketAddress.of(socket));
            assertEquals(
                    3,
                    Client.run(
                            "node",
                            directory.resolve("control"),
                            "status",
                            Duration.ofMillis(50),
                            print(out),
                            print(err)));
        }
        assertEquals(
                "The node does not answer. It may hang: see data/log/karaf.log.\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "status,, 30",
        "status --json,, 30",
        "history show 3,, 30",
        "report,, 600",
        "explain disk.model,, 600",
        "report, 5, 5",
        "status, 7, 7",
        "status, never, 30",
        "status, 0, 30",
        "status, 99999999999, 30"
    })
    void whoeverIsAskedToRunIsGivenMoreTime(String command, String configured, int seconds) {
        assertEquals(Duration.ofSeconds(seconds), Client.patience(command, configured));
    }

    @Test
    void aReaderThatHasGoneIsNoError() throws Exception {
        PrintStream closed = print(out);
        closed.close();
        Path socket = directory.resolve("socket");
        Files.writeString(directory.resolve("control"), socket + "\n");
        try (ServerSocketChannel node = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            node.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answer(node, "0 5\ntext\n"));
            assertEquals(
                    0,
                    Client.run(
                            "node", directory.resolve("control"), "view", Duration.ofSeconds(20), closed, print(err)));
            assertEquals("view\n", heard.get(20, TimeUnit.SECONDS));
        }
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aNodeThatWasNeverStartedIsNotRunning() {
        assertEquals(3, ask());
        assertEquals(NOT_RUNNING, err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/control.sock\n", "", "\0", "/etc/hostname"})
    void aNodeThatCrashedIsNotRunning(String left) throws Exception {
        Files.writeString(directory.resolve("control"), left);
        assertEquals(3, ask());
        assertEquals(NOT_RUNNING, err.toString(StandardCharsets.UTF_8));
    }

    private int askANodeThatAnswers(String answer) throws Exception {
        Path socket = directory.resolve("socket");
        Files.writeString(directory.resolve("control"), socket + "\n");
        try (ServerSocketChannel node = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            node.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answer(node, answer));
            int code = ask();
            assertEquals("status\n", heard.get(20, TimeUnit.SECONDS));
            return code;
        }
    }

    private static String answer(ServerSocketChannel node, String answer) {
        try (SocketChannel client = node.accept()) {
            ByteBuffer line = ByteBuffer.allocate(64);
            client.read(line);
            client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            return new String(line.array(), 0, line.position(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int ask() {
        return Client.run(
                "node", directory.resolve("control"), "status", Duration.ofSeconds(20), print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
