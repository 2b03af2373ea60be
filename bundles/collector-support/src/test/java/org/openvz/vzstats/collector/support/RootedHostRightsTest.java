package org.openvz.vzstats.collector.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Host;

/** Nothing is denied to root, so that the reading is done by a process of another user where root runs the tests. */
@Timeout(60)
class RootedHostRightsTest {

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final String NOBODY = "65534";

    @TempDir
    private Path directory;

    @Test
    void whatOnlyRootMayReadIsAbsentAndNamed() throws Exception {
        Path root = Files.createDirectories(directory.resolve("root"));
        file(root, "etc/hostname", "rw-r--r--");
        file(root, "etc/libvirt/qemu/zqweb.xml", "rw-r--r--");
        file(root, "proc/vz/vestat", "r--------");
        file(root, "proc/4711/status", "r--------");
        file(root, "vz/private/zqshop/ve.conf", "r--------");
        file(root, "var/lib/lxc/zqmail/config", "r--------");
        for (String closed : List.of("etc/libvirt/qemu", "var/lib/lxc")) {
            Files.setPosixFilePermissions(root.resolve(closed), PosixFilePermissions.fromString("rwx------"));
        }

        List<String> first = List.of("/etc/hostname", "/etc/libvirt/qemu/zqweb.xml", "/var/lib/lxc", "/proc/vz/vestat");
        List<String> second =
                List.of("/etc/absent", "/var/lib/lxc/zqmail/config", "/proc/vz/vestat", "/proc/4711/status");
        List<String> third = List.of("/vz/private/zqshop/ve.conf", "/etc/libvirt/qemu", "/etc/hostname");
        assertEquals(
                List.of(
                        "1 [/etc/libvirt/qemu, /proc/vz/vestat, /var/lib/lxc]",
                        "0 [/proc/*/status, /proc/vz/vestat, /var/lib/lxc]",
                        "1 [/etc/libvirt/qemu, /vz/private]"),
                read(root, List.of(first, second, third)));
    }

    /** What each collector of a run found, and was denied. */
    private List<String> read(Path root, List<List<String>> collectors) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(root.toString()));
        collectors.forEach(paths -> arguments.add(String.join(",", paths)));
        if (!isRoot()) {
            return readAll(arguments);
        }
        assumeTrue(Files.isExecutable(SETPRIV), "there is no way to be somebody else here");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(
                List.of(SETPRIV.toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-cp", readable()));
        command.add(RootedHostRightsTest.class.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.lines().toList();
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** Reads as the collectors of one run, in a process of its own. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(String.join("\n", readAll(List.of(arguments))));
    }

    private static List<String> readAll(List<String> arguments) throws IOException {
        RunReadings readings = new RunReadings();
        List<String> found = new ArrayList<>();
        for (String paths : arguments.subList(1, arguments.size())) {
            Budget budget = Budget.of(Duration.ofSeconds(20), 1 << 20);
            try (RootedHost host = new RootedHost(Path.of(arguments.get(0)), budget, readings)) {
                int present = 0;
                for (String path : paths.split(",", -1)) {
                    present += host.read(path).isPresent() || !host.list(path).isEmpty() ? 1 : 0;
                }
                found.add(present + " " + host.denied());
            }
        }
        return found;
    }

    /** {@return a class path that everybody may read} */
    private String readable() throws IOException, URISyntaxException {
        Set<Path> used = new LinkedHashSet<>();
        for (Class<?> type : List.of(RootedHostRightsTest.class, RootedHost.class, Host.class, Test.class)) {
            used.add(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        int number = 0;
        List<Path> copies = new ArrayList<>();
        for (Path original : used) {
            Path copy = directory.resolve("classes" + number++);
            copies.add(copy);
            try (Stream<Path> files = Files.walk(original)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(original.relativize(file).toString()));
                }
            }
        }
        assertTrue(number > 1);
        return copies.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    private static void file(Path root, String name, String rights) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "text\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }
}
