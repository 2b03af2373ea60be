package org.openvz.vzstats.shell.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// The sockets are used by way of their files.
@SuppressWarnings("try")
@Timeout(60)
class ControlSocketTest {

    private static final Set<String> COMMANDS =
            Set.of("status", "report", "explain", "accept", "history", "export", "view", "disable");
    private static final ControlSocket.Commands ECHO = (command, out) -> {
        out.println("did " + command);
        return 0;
    };
    private static final Duration IMPATIENT = Duration.ofMillis(200);
    private static final Duration PATIENT = Duration.ofMinutes(10);

    @TempDir
    Path directory = Path.of("set by JUnit");

    @Test
    void everyCommandIsRunAndItsOutputGiven() throws Exception {
        try (ControlSocket socket = new ControlSocket(directory, "control", COMMANDS, ECHO)) {
            for (String command : COMMANDS) {
                assertEquals(done("did " + command + "\n"), ask(command + "\n"));
            }
        }
    }

    @Test
    void argumentsAreGivenBetweenQuotes() throws Exception {
        try (ControlSocket socket = new ControlSocket(directory, "control", COMMANDS, ECHO)) {
            assertEquals(done("did explain '--json' 'disk.model'\n"), ask("explain disk.model --json\n"));
            assertEquals(done("did history 'show' '3'\n"), ask("history show 3\n"));
            assertEquals(
                    done("did export '--force' '/media/stick/a-1.tar.gz'\n"),
                    ask("export /media/stick/a-1.tar.gz --force\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shell:exec rm",
                "STATUS",
                "status ",
                "",
                "status; report",
                "vzstats:status",
                "\0",
                "привет",
                "accept disk;report",
                "accept 'disk'",
                "accept $(shell:exec)",
                "accept  disk",
                "accept disk\tcpu",
                "accept \"disk",
                "history show 3;report",
                "history 'show'",
                "history $(shell:exec)",
                "history  show",
                "history show\t3",
                "history \"show",
                "export /tmp/a|b",
                "export /tmp/привет"
            })
    void nothingElseOfTheShellCanBeReached(String command) throws Exception {
        try (ControlSocket socket = new ControlSocket(directory, "control", COMMANDS, ECHO)) {
            assertEquals("2 0\nNo such command.\n", ask(command + "\n"));
        }
    }

    @Test
    void onlyTheFirstLineCounts() throws Exception {
        try (ControlSocket socket = new ControlSocket(directory, "control", COMMANDS, ECHO)) {
            assertEquals(done("did status\n"), ask("status\nreport\n"));
        }
    }

    @Test
    void aHugeLineIsNoCommand() throws Exception {
        try (ControlSocket socket = new ControlSocket(directory, "control", COMMANDS, ECHO);
                SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap("s".repeat(5_000).getBytes(StandardCharsets.US_ASCII)));
            byte[] first = new byte[1];
            assertEquals(1, client.read(ByteBuffer.wrap(first)));
            assertEquals('2', first[0]);
        }
    }

    @Test
    void whatACommandThrowsComesAfterWhatItPrinted() throws Exception {
        answers("1 6\nbegan\nNo report: nothing was collected\n", (command, out) -> {
            out.println("began");
            throw NotDoneException.because("No report: nothing was collected");
        });
        answers("2 0\nWrite it so\n", (command, out) -> {
            throw NotDoneException.usage("Write it so");
        });
        answers("3 0\nit starts\n", (command, out) -> {
            throw NotDoneException.notReady("it starts");
        });
        answers("2 0\nArgument subject is required\n", (command, out) -> {
            throw new CommandException("\u001b[31mArgument subject\u001b[0m is required");
        });
        answers("1 0\nIllegalStateException\n", (command, out) -> {
            throw new IllegalStateException();
        });
        answers("1 0\norg/example/Gone\n", (command, out) -> {
            throw new NoClassDefFoundError("org/example/Gone");
        });
    }

    @Test
    void aNoIsToldByTheExitCode() throws Exception {
        answers("1 4\noff\n", (command, out) -> {
            out.println("off");
            return 1;
        });
    }

    @Test
    void whatWasPrintedIsMeasuredInBytes() throws Exception {
        answers("0 5\nДа\n", (command, out) -> {
            out.println("Да");
            return 0;
        });
    }

    @Test
    void aLongAnswerIsGivenWhole() throws Exception {
        String line = "x".repeat(1_000);
        answers(done((line + "\n").repeat(2_000)), (command, out) -> {
            for (int i = 0; i < 2_000; i++) {
                out.println(line);
            }
            return 0;
        });
    }

    @Test
    void clientsThatSayNothingHoldUpNobody() throws Exception {
        List<SocketChannel> silent = new ArrayList<>();
        try (ControlSocket socket = new ControlSocket(directory, "control", COMMANDS, ECHO, PATIENT)) {
            for (int i = 0; i < 10; i++) {
                silent.add(connect());
            }
            assertEquals(done("did status\n"), ask("status\n"));
        } finally {
            for (SocketChannel client : silent) {
                client.close();
            }
        }
    }

    @Test
    void aClientThatSaysNothingIsHungUpOn() throws Exception {
        try (ControlSocket socket = new ControlSocket(directory, "control", COMMANDS, ECHO, IMPATIENT);
                SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap("stat".getBytes(StandardCharsets.US_ASCII)));
            assertEquals("", answer(client));
        }
    }

    @Test
    void aClientThatTakesNoAnswerIsHungUpOn() throws Exception {
        String long1 = "x".repeat(8 << 20);
        try (ControlSocket socket = new ControlSocket(
                        directory, "control", COMMANDS, (command, out) -> printed(out, long1), IMPATIENT);
                SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap("view\n".getBytes(StandardCharsets.US_ASCII)));
            assertFalse(new CountDownLatch(1).await(600, TimeUnit.MILLISECONDS));
            assertTrue(answer(client).length() < long1.length());
        }
    }

    @Test
    void aCommandMayTakeLongerThanAClientsPatience() throws Exception {
        try (ControlSocket socket = new ControlSocket(
                directory,
                "control",
                COMMANDS,
                (command, out) -> {
                    assertFalse(new CountDownLatch(1).await(600, TimeUnit.MILLISECONDS));
                    return printed(out, "done\n");
                },
                IMPATIENT)) {
            assertEquals(done("done\n"), ask("report\n"));
        }
    }

    @Test
    void aLongCommandHoldsUpNoOther() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(5);
        List<SocketChannel> clients = new ArrayList<>();
        try (ControlSocket socket = new ControlSocket(directory, "control", COMMANDS, (command, out) -> {
            if (command.equals("report")) {
                running.countDown();
                goOn.await();
            }
            return 0;
        })) {
            for (int i = 0; i < 5; i++) {
                SocketChannel client = connect();
                clients.add(client);
                client.write(ByteBuffer.wrap("report\n".getBytes(StandardCharsets.US_ASCII)));
            }
            assertTrue(running.await(20, TimeUnit.SECONDS));
            assertEquals(done(""), ask("status\n"));
            goOn.countDown();
            for (SocketChannel client : clients) {
                assertEquals(done(""), answer(client));
                client.close();
            }
        }
    }

    @Test
    void onlyItsOwnerGetsIn() throws Exception {
        try (ControlSocket socket = new ControlSocket(directory, "control", COMMANDS, ECHO)) {
            assertEquals("rwx------", permissions(directory));
            assertEquals("rw-------", permissions(directory.resolve("control.sock")));
        }
    }

    @Test
    void closingLeavesNothingBehind() throws Exception {
        ControlSocket socket = new ControlSocket(directory, "control", COMMANDS, ECHO);
        SocketChannel client = connect();
        socket.close();
        assertThrows(IOException.class, this::connect);
        assertEquals(0, files(directory));
        client.close();
    }

    @Test
    void aSocketLeftByACrashIsReplaced() throws Exception {
        Files.writeString(directory.resolve("control.sock"), "stale");
        Files.writeString(directory.resolve("control"), "/nowhere/control.sock\n");
        answers(done("did status\n"), ECHO);
    }

    @Test
    void aDirectoryTooDeepForASocketGetsOneElsewhereForItsOwnerOnly() throws Exception {
        Path deep = directory.resolve("d".repeat(100)).resolve("e".repeat(100));
        ControlSocket socket = new ControlSocket(deep, "control", COMMANDS, ECHO);
        Path elsewhere =
                Path.of(Files.readString(deep.resolve("control")).strip()).resolveSibling("");
        assertTrue(elsewhere.startsWith("/tmp"), "wherever Karaf keeps its own temporary files");
        assertEquals("rwx------", permissions(elsewhere));
        try (SocketChannel client = connect(deep)) {
            client.write(ByteBuffer.wrap("status\n".getBytes(StandardCharsets.US_ASCII)));
            assertEquals(done("did status\n"), answer(client));
        }
        socket.close();
        assertFalse(Files.exists(elsewhere));
        assertEquals(0, files(deep));
    }

    @ParameterizedTest
    @ValueSource(ints = {104, 105, 106, 107, 108, 109})
    void aSocketIsOpenedHoweverLongItsPathIs(int length) throws Exception {
        int left = length - "/control.sock".length();
        Path nested = Files.createTempDirectory(Path.of("/tmp"), "vzstats-test-");
        try {
            Path deep = nested.resolve("d".repeat(left - nested.toString().length() - 1));
            try (ControlSocket socket = new ControlSocket(deep, "control", COMMANDS, ECHO);
                    SocketChannel client = connect(deep)) {
                client.write(ByteBuffer.wrap("status\n".getBytes(StandardCharsets.US_ASCII)));
                assertEquals(done("did status\n"), answer(client));
            }
            Files.delete(deep);
        } finally {
            Files.delete(nested);
        }
    }

    private static int printed(PrintStream out, String text) {
        out.print(text);
        return 0;
    }

    private static String done(String printed) {
        return "0 " + printed.length() + "\n" + printed;
    }

    private void answers(String expected, ControlSocket.Commands commands) throws IOException {
        try (ControlSocket socket = new ControlSocket(directory, "control", COMMANDS, commands)) {
            assertEquals(expected, ask("status\n"));
        }
    }

    private String ask(String line) throws IOException {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            return answer(client);
        }
    }

    private SocketChannel connect() throws IOException {
        return connect(directory);
    }

    private static SocketChannel connect(Path directory) throws IOException {
        Path socket = Path.of(Files.readString(directory.resolve("control")).strip());
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        client.connect(UnixDomainSocketAddress.of(socket));
        return client;
    }

    private static String answer(SocketChannel client) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8_192);
        try {
            while (client.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (IOException e) {
            // Reset: the other end hung up before it had read everything.
            return answer.toString(StandardCharsets.UTF_8);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static long files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
