package org.openvz.vzstats.collector.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Host;

@Timeout(60)
class RootedHostCommandsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    private Path root;

    @Test
    void runsACommandBeneathTheRoot() throws IOException {
        script("usr/bin/greet", "echo \"$1 $2\"");
        assertEquals(Optional.of("a b c\n"), host(LONG).run(List.of("greet", "a b", "c")));
    }

    @Test
    void givesItAFixedEnvironmentAndNoInput() throws IOException {
        script("usr/sbin/environment", "/usr/bin/env | sort; cat");
        String environment = host(LONG).run(List.of("environment")).orElseThrow();
        assertTrue(environment.contains("LC_ALL=C\n"), environment);
        assertTrue(environment.contains("PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin\n"));
        // What a shell sets by itself.
        String others = environment.replaceAll("(?m)^(LC_ALL|PATH|PWD|SHLVL|_|OLDPWD)=.*\n", "");
        assertEquals("", others);
    }

    @Test
    void takesTheFirstDirectoryThatHasIt() throws IOException {
        script("usr/local/bin/which", "echo local");
        script("usr/sbin/which", "echo sbin");
        Files.createDirectories(root.resolve("usr/bin/tool"));
        script("bin/tool", "echo bin");
        assertEquals(Optional.of("sbin\n"), host(LONG).run(List.of("which")));
        assertEquals(Optional.of("bin\n"), host(LONG).run(List.of("tool")));
    }

    @Test
    void whatIsNoCommandOrFailsIsEmpty() throws IOException {
        script("bin/fails", "echo partial; exit 3");
        script("bin/binary", "printf 'a\\377'");
        script("bin/plain", "echo no");
        Files.setPosixFilePermissions(root.resolve("bin/plain"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(root.resolve("bin/foreign"), "\u007fELF of another machine");
        Files.setPosixFilePermissions(root.resolve("bin/foreign"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(root.resolve("bin/outside"), Path.of("/usr/bin/env"));
        for (String command : List.of("fails", "binary", "plain", "foreign", "outside", "missing")) {
            assertEquals(Optional.empty(), host(LONG).run(List.of(command)), command);
        }
    }

    @Test
    void aCommandIsANameOnly() {
        assertThrows(IllegalArgumentException.class, () -> host(LONG).run(List.of("/bin/sh")));
        assertThrows(IllegalArgumentException.class, () -> host(LONG).run(List.of("..")));
        assertThrows(IllegalArgumentException.class, () -> host(LONG).run(List.of("")));
    }

    @Test
    void callsACommandOfManyNamesByTheOneAskedFor() throws IOException {
        script("bin/box", "echo \"${0##*/}\"");
        Files.createSymbolicLink(root.resolve("bin/applet"), Path.of("box"));
        assertEquals(Optional.of("applet\n"), host(LONG).run(List.of("applet")));
    }

    @Test
    void runsTheMachinesOwnCommands() throws IOException {
        Host machine = new RootedHost(Path.of("/"), Budget.of(LONG, 1 << 20), new RunReadings());
        assertEquals(Optional.of("vzstats\n"), machine.run(List.of("echo", "vzstats")));
    }

    @Test
    void endsAnEndlessCommand() throws IOException {
        script("bin/endless", "while :; do echo x; done");
        BudgetExceededException over =
                assertThrows(BudgetExceededException.class, () -> host(LONG).run(List.of("endless")));
        assertEquals("more output than one command may give", over.getMessage());
    }

    @Test
    void countsOutputAgainstTheBudget() throws IOException {
        script("bin/some", "echo 0123456789");
        Host host = new RootedHost(root, Budget.of(LONG, 10), new RunReadings());
        assertThrows(BudgetExceededException.class, () -> host.run(List.of("some")));
    }

    @Test
    void killsAHangingCommandWithItsChild() throws IOException, InterruptedException {
        script("bin/hangs", "sleep 1000 & echo $! > child; wait");
        assertThrows(BudgetExceededException.class, () -> host(SHORT).run(List.of("hangs")));
        assertEnded(childOf(root));
    }

    @Test
    void doesNotWaitForAChildThatIsLeftBehind() throws IOException {
        script("bin/leaves", "sleep 1000 & echo $! > child; echo done");
        assertEquals(Optional.of("done\n"), host(LONG).run(List.of("leaves")));
        childOf(root).destroyForcibly();
    }

    @Test
    void anInterruptKillsTheCommand() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        hang(host(LONG), thrown, Thread::interrupt);
        assertInstanceOf(InterruptedIOException.class, thrown.get());
        assertEnded(childOf(root));
    }

    @Test
    void closingKillsTheCommand() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        RootedHost host = host(LONG);
        hang(host, thrown, thread -> host.close());
        assertInstanceOf(BudgetExceededException.class, thrown.get());
        assertEnded(childOf(root));
    }

    private interface End {
        void of(Thread thread);
    }

    /** Runs a command that hangs on a thread of its own, and ends it once the command's child runs. */
    private void hang(Host host, AtomicReference<Throwable> thrown, End end) throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("ready").toString()).start();
        assertTrue(mkfifo.waitFor(10, TimeUnit.SECONDS));
        script("bin/hangs", "sleep 1000 & echo $! > child; echo ready > ready; wait");
        CountDownLatch over = new CountDownLatch(1);
        Thread run = new Thread(() -> {
            try {
                host.run(List.of("hangs"));
            } catch (IOException e) {
                thrown.set(e);
            } finally {
                over.countDown();
            }
        });
        run.start();
        assertEquals("ready\n", Files.readString(root.resolve("ready")));
        end.of(run);
        assertTrue(over.await(20, TimeUnit.SECONDS));
        run.join(20_000);
    }

    private static ProcessHandle childOf(Path root) throws IOException {
        long pid = Long.parseLong(Files.readString(root.resolve("child")).strip());
        return ProcessHandle.of(pid).orElse(ProcessHandle.current());
    }

    private static void assertEnded(ProcessHandle child) throws InterruptedException {
        if (child.equals(ProcessHandle.current())) {
            return;
        }
        // Whoever inherits it reaps it, in its own time.
        try {
            child.onExit().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the child still runs", e);
        }
        assertFalse(child.isAlive());
    }

    @Test
    void aCommandIsRunOnceInARun() throws IOException {
        script("usr/bin/once", "echo x >> \"$0.ran\"; cat \"$0.ran\"");
        RunReadings run = new RunReadings();
        RootedHost first = new RootedHost(root, Budget.of(LONG, 1 << 20), run);
        RootedHost second = new RootedHost(root, Budget.of(LONG, 1 << 20), run);
        assertEquals(Optional.of("x\n"), first.run(List.of("once")));
        assertEquals(Optional.of("x\n"), second.run(List.of("once")));
        assertEquals(Optional.of("x\nx\n"), second.run(List.of("once", "more")));
        assertEquals(Optional.of("x\nx\nx\n"), host(LONG).run(List.of("once")));
        assertEquals(List.of("x\n", "x\nx\n"), run.texts().sorted().toList());
    }

    @Test
    void oneThatWentOverItsBudgetIsNotRunAgainInTheSameRun() throws IOException {
        script("usr/bin/slow", "sleep 100");
        RunReadings run = new RunReadings();
        Budget budget = new Budget(LONG, LONG, 1 << 20, SHORT, LONG);
        RootedHost first = new RootedHost(root, budget, run);
        BudgetExceededException exceeded =
                assertThrows(BudgetExceededException.class, () -> first.run(List.of("slow")));
        assertEquals(BudgetExceededException.Limit.TIME, exceeded.limit());
        assertEquals(Optional.empty(), new RootedHost(root, budget, run).run(List.of("slow")));
    }

    @Test
    void oneThatTakesTheProcessorIsEndedWithTheChildrenItLeftBehind() throws Exception {
        script("usr/bin/busy", "sleep 1234.5 & (while :; do :; done) & wait");
        Host host = new RootedHost(root, new Budget(LONG, LONG, 1 << 20, LONG, SHORT), new RunReadings());
        BudgetExceededException exceeded = assertThrows(BudgetExceededException.class, () -> host.run(List.of("busy")));
        assertEquals(BudgetExceededException.Limit.PROCESSOR, exceeded.limit());
        Host meek = new RootedHost(root, new Budget(LONG, SHORT, 1 << 20, LONG, LONG), new RunReadings());
        exceeded = assertThrows(BudgetExceededException.class, () -> meek.run(List.of("busy")));
        assertEquals(BudgetExceededException.Limit.PROCESSOR, exceeded.limit());
        script("usr/bin/leaves", "sleep 1234.5 & sleep 0.3");
        assertEquals(Optional.of(""), host(LONG).run(List.of("leaves")));
        assertTrue(ended("1234.5"), "a child that was left behind still runs");
    }

    /** {@return whether no process with this argument is left, soon} */
    private static boolean ended(String argument) throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            boolean alive = ProcessHandle.allProcesses().anyMatch(process -> process.info()
                    .arguments()
                    .map(arguments -> List.of(arguments).contains(argument))
                    .orElse(false));
            if (!alive) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private RootedHost host(Duration wall) {
        return new RootedHost(root, Budget.of(wall, 16 << 20), new RunReadings());
    }

    private void script(String path, String body) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
