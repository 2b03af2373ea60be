package org.openvz.vzstats.collector.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Host;

@Timeout(30)
class RootedHostFilesTest {

    private static final Budget AMPLE = Budget.of(Duration.ofSeconds(20), 16 << 20);

    @TempDir
    private Path directory;

    @Test
    void readsAFileBeneathTheRoot() throws IOException {
        write("etc/hostname", "node\n");
        assertEquals(Optional.of("node\n"), host().read("/etc/hostname"));
        assertTrue(host().exists("/etc/hostname"));
        assertTrue(host().exists("/etc"));
    }

    @Test
    void followsRelativeAndAbsoluteLinksBeneathTheRoot() throws IOException {
        write("usr/lib/os-release", "ID=debian\n");
        link("etc/os-release", "../usr/lib/os-release");
        link("etc/absolute", "/usr/lib/os-release");
        link("lib", "usr/lib");
        link("var/lib", "/lib");
        assertEquals(Optional.of("ID=debian\n"), host().read("/etc/os-release"));
        assertEquals(Optional.of("ID=debian\n"), host().read("/etc/absolute"));
        assertEquals(Optional.of("ID=debian\n"), host().read("/var/lib/os-release"));
        assertEquals(List.of("os-release"), host().list("/var/lib"));
    }

    @Test
    void neverLeavesTheRoot() throws IOException {
        Path outside = directory.resolve("secret");
        Files.writeString(outside, "secret");
        write("etc/motd", "hello");
        link("etc/up", "../../../../../secret");
        link("etc/away", outside.toString());
        link("etc/parent", "../../..");
        assertEquals(Optional.empty(), host().read("/etc/up"));
        assertEquals(Optional.empty(), host().read("/etc/away"));
        assertEquals(Optional.empty(), host().read("/../secret"));
        assertEquals(Optional.empty(), host().read("/etc/parent/secret"));
        assertEquals(Optional.of("hello"), host().read("/etc/parent/etc/motd"));
        assertEquals(Optional.of("hello"), host().read("/../../etc/motd"));
        assertFalse(host().exists("/etc/away"));
        assertEquals(List.of("etc"), host().list("/etc/../../."));
    }

    @Test
    void endsInALinkLoop() throws IOException {
        link("a", "b");
        link("b", "a");
        link("self/down", "../self");
        assertEquals(Optional.empty(), host().read("/a"));
        assertFalse(host().exists("/a"));
        assertFalse(host().exists("/self/" + "down/".repeat(41)));
        assertTrue(host().exists("/self/" + "down/".repeat(40)));
    }

    @Test
    void namesALinkWithoutFollowingIt() throws IOException {
        link("sys/class/net/eth0/device/driver", "../../../../bus/pci/drivers/ixgbe");
        link("sys/class/net/eth1", "eth0");
        assertEquals(Optional.of("ixgbe"), host().linkName("/sys/class/net/eth0/device/driver"));
        assertEquals(Optional.of("ixgbe"), host().linkName("/sys/class/net/eth1/device/driver"));
        assertEquals(Optional.empty(), host().linkName("/sys/class/net"));
        assertEquals(Optional.empty(), host().linkName("/missing"));
        assertFalse(host().exists("/sys/class/net/eth0/device/driver"));
    }

    @Test
    void whatIsAbsentIsEmpty() throws IOException {
        write("etc/file", "x");
        assertEquals(Optional.empty(), host().read("/missing"));
        assertEquals(Optional.empty(), host().read("/etc"));
        assertEquals(Optional.empty(), host().read("/etc/file/below"));
        assertEquals(Optional.empty(), host().read("/etc/file/../file"));
        assertEquals(Optional.empty(), host().read("/etc/nul\0byte"));
        assertEquals(List.of(), host().list("/missing"));
        assertEquals(List.of(), host().list("/etc/file"));
        assertEquals(Optional.empty(), host().space("/missing"));
        assertEquals(
                Optional.empty(),
                new RootedHost(directory.resolve("nowhere"), AMPLE, new RunReadings()).read("/etc/file"));
    }

    @Test
    void neverWaitsForAFifo() throws Exception {
        Files.createDirectories(root());
        Process mkfifo = new ProcessBuilder("mkfifo", root().resolve("fifo").toString()).start();
        assertTrue(mkfifo.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, mkfifo.exitValue());
        assertEquals(Optional.empty(), host().read("/fifo"));
    }

    @Test
    void neverReadsADevice() throws IOException {
        assertEquals(Optional.empty(), new RootedHost(Path.of("/"), AMPLE, new RunReadings()).read("/dev/zero"));
    }

    @Test
    void whatIsNoTextIsEmpty() throws IOException {
        Files.createDirectories(root());
        Files.write(root().resolve("binary"), new byte[] {'a', (byte) 0xff, 0});
        Files.write(root().resolve("cut"), new byte[] {'a', (byte) 0xc3});
        assertEquals(Optional.empty(), host().read("/binary"));
        assertEquals(Optional.empty(), host().read("/cut"));
    }

    @Test
    void readsOnceInARunAndChargesEveryCollector() throws IOException {
        write("etc/ten", "0123456789");
        RunReadings run = new RunReadings();
        Budget budget = Budget.of(Duration.ofSeconds(20), 15);
        assertEquals(Optional.of("0123456789"), new RootedHost(root(), budget, run).read("/etc/ten"));
        assertEquals(List.of("ten"), new RootedHost(root(), budget, run).list("/etc"));
        assertEquals(Optional.empty(), new RootedHost(root(), budget, run).read("/etc/later"));
        write("etc/ten", "changed");
        write("etc/later", "new");
        RootedHost second = new RootedHost(root(), budget, run);
        assertEquals(Optional.of("0123456789"), second.read("/etc/ten"));
        assertEquals(List.of("ten"), second.list("/etc"));
        assertEquals(Optional.empty(), second.read("/etc/later"));
        assertThrows(BudgetExceededException.class, () -> second.read("/etc/ten"));
        assertEquals(Optional.of("changed"), host().read("/etc/ten"));
    }

    @Test
    void readsALongFileEachTime() throws IOException {
        RunReadings run = new RunReadings();
        for (String text : List.of("a".repeat(1 << 20), "b".repeat(1 << 20))) {
            write("long", text);
            assertEquals(Optional.of(text), new RootedHost(root(), AMPLE, run).read("/long"));
        }
    }

    @Test
    void findsDirectoriesOnceInARunAndStaysBeneathTheRoot() throws IOException {
        write("usr/lib/a", "a");
        write("usr/lib/b", "b");
        link("lib", "/usr/lib");
        RootedHost host = host();
        assertEquals(Optional.of("a"), host.read("/lib/a"));
        assertEquals(Optional.of("b"), host.read("/lib/b"));
        assertEquals(Optional.of("a"), host.read("/lib/../lib/a"));
        // Of what the link leads to, as in the kernel.
        assertEquals(List.of("lib"), host.list("/lib/.."));
        assertEquals(Optional.empty(), host.read("/lib/a/../b"));
        assertEquals(Optional.empty(), host.read("/nowhere/../lib/a"));
        assertFalse(host.exists("/./".repeat(5_000)));
    }

    @Test
    void theMarkOfWhatIsNoTextIsText() throws IOException {
        write("mark", "a\uFFFDb");
        assertEquals(Optional.of("a\uFFFDb"), host().read("/mark"));
    }

    @Test
    void readsUpToTheLimitAndNothingOfALongerFile() throws IOException {
        write("full", "x".repeat(Host.MAX_BYTES));
        write("long", "x".repeat(Host.MAX_BYTES + 1));
        assertEquals(Host.MAX_BYTES, host().read("/full").orElseThrow().length());
        assertEquals(Optional.empty(), host().read("/long"));
    }

    @Test
    void readsNoMoreThanTheBudget() throws IOException {
        write("ten", "0123456789");
        RootedHost host = new RootedHost(root(), Budget.of(Duration.ofSeconds(20), 25), new RunReadings());
        assertTrue(host.read("/ten").isPresent());
        assertTrue(host.read("/ten").isPresent());
        BudgetExceededException over = assertThrows(BudgetExceededException.class, () -> host.read("/ten"));
        assertEquals("more bytes than the collector's budget", over.getMessage());
    }

    @Test
    void readsNothingOnceTheTimeIsOverOrTheRunHasEnded() throws IOException {
        write("file", "x");
        RootedHost late = new RootedHost(root(), Budget.of(Duration.ofNanos(1), 100), new RunReadings());
        assertThrows(BudgetExceededException.class, () -> late.read("/file"));
        assertThrows(BudgetExceededException.class, () -> late.list("/"));
        RootedHost closed = host();
        closed.close();
        assertThrows(BudgetExceededException.class, () -> closed.read("/file"));
        assertThrows(BudgetExceededException.class, () -> closed.run(List.of("true")));
    }

    @Test
    void anInterruptIsNoAbsentFile() throws IOException {
        write("file", "x");
        Thread.currentThread().interrupt();
        try {
            assertThrows(ClosedByInterruptException.class, () -> host().read("/file"));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void listsSortedAndBounded() throws IOException {
        for (String name : List.of("sdb", "sda", "nvme0n1")) {
            write("sys/block/" + name, "");
        }
        assertEquals(List.of("nvme0n1", "sda", "sdb"), host().list("/sys/block"));
        for (int i = 0; i <= Host.MAX_NAMES; i++) {
            write("many/" + i, "");
        }
        assertThrows(BudgetExceededException.class, () -> host().list("/many"));
    }

    @Test
    void knowsTheSpaceOfAFileSystem() {
        Host.Space space = new RootedHost(Path.of("/"), AMPLE, new RunReadings())
                .space("/")
                .orElseThrow();
        assertTrue(space.totalBytes() > 0);
        assertTrue(space.freeBytes() <= space.totalBytes());
        assertFalse(space.type().isBlank());
    }

    @Test
    void readsTheMachineItself() throws IOException {
        RootedHost machine = new RootedHost(Path.of("/"), AMPLE, new RunReadings());
        assertTrue(machine.read("/proc/cpuinfo").isPresent());
        assertTrue(machine.read("/proc/mounts").isPresent());
        assertTrue(machine.list("/proc").contains("cpuinfo"));
    }

    @Test
    void aBudgetIsPositive() {
        assertThrows(IllegalArgumentException.class, () -> Budget.of(Duration.ZERO, 1));
        assertThrows(IllegalArgumentException.class, () -> Budget.of(Duration.ofSeconds(1), 0));
    }

    private RootedHost host() {
        return new RootedHost(root(), AMPLE, new RunReadings());
    }

    private Path root() {
        return directory.resolve("tree");
    }

    private void write(String file, String content) throws IOException {
        Path path = root().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private void link(String name, String target) throws IOException {
        Path path = root().resolve(name);
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Path.of(target));
    }
}
