package org.openvz.vzstats.testbed;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** An assembly unpacked and started as its user would: a process of its own, seen from outside only. */
public final class KarafProcess implements AutoCloseable {

    private static final long IN_TIME = 60;
    private static final int NOBODY = 65_534;

    private final Path home;
    private List<String> become = List.of();
    private @Nullable Process process;

    private KarafProcess(Path home) {
        this.home = home;
    }

    /** Unpacks an assembly into an empty directory. */
    public static KarafProcess unpack(String archive, Path home) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(Path.of(archive)));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                // Without the archive's own first directory.
                Path path = home.resolve(entry.getName().replaceFirst("^[^/]+/?", ""));
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
        return new KarafProcess(home);
    }

    /** {@return a port nobody listens on now} */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Sets a key of a configuration file; the last line of a key counts. */
    public KarafProcess configure(String pid, String key, String value) throws IOException {
        Files.writeString(
                home.resolve("etc").resolve(pid + ".cfg"),
                "\n" + key + " = " + value + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return this;
    }

    /** Lets it boot a feature that it has, but does not install by itself. */
    public KarafProcess boot(String feature) throws IOException {
        Path features = home.resolve("etc/org.apache.karaf.features.cfg");
        String text = Files.readString(features);
        Files.writeString(features, text.replaceFirst("(?m)^featuresBoot *= *", "$0" + feature + ", "));
        return this;
    }

    /** Where root runs the tests the node is run by another user; everybody else is nobody already. */
    public KarafProcess asNobody() throws IOException {
        Path setpriv = Path.of("/usr/bin/setpriv");
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            assumeTrue(Files.isExecutable(setpriv), "there is no way to be somebody else here");
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.toList()) {
                    Files.setAttribute(file, "unix:uid", NOBODY);
                    Files.setAttribute(file, "unix:gid", NOBODY);
                }
            }
            become = List.of(setpriv.toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        }
        return this;
    }

    public KarafProcess start() throws IOException {
        List<String> command = new ArrayList<>(become);
        command.addAll(List.of(home.resolve("bin/karaf").toString(), "server"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KARAF_EXEC", "exec");
        builder.environment().keySet().removeAll(Set.of("DO_NOT_TRACK", "VZSTATS_DISABLE"));
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true);
        builder.redirectOutput(home.resolve("out").toFile());
        process = builder.start();
        return this;
    }

    public Path home() {
        return home;
    }

    public String log() throws IOException {
        Path log = home.resolve("data/log/karaf.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** {@return the lines of the log that warn} */
    public List<String> warnings() throws IOException {
        return log().lines()
                .filter(line -> line.contains("| WARN ") || line.contains("| ERROR"))
                .toList();
    }

    /**
     * What the command {@code bin/vzstats} printed.
     *
     * @param exit its exit code
     */
    public record Printed(int exit, String text) {

        /** {@return the text as if a line had no end} */
        public String words() {
            return text.replaceAll("\\s+", " ");
        }
    }

    /** Runs the node's own command. */
    public Printed vzstats(String... options) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/vzstats").toString());
        builder.command().addAll(List.of(options));
        return printed(builder);
    }

    /** Runs the server's own command. */
    public Printed vzstatsServer(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("bin/vzstats-server").toString());
        builder.command().addAll(List.of(arguments));
        return printed(builder);
    }

    /** Runs one of the node's commands that {@code bin/vzstats} has no option for, as that would. */
    public Printed command(String name) throws IOException, InterruptedException {
        Path jar;
        try (Stream<Path> files = Files.walk(home.resolve("system/org/openvz/vzstats/org.openvz.vzstats.node.shell"))) {
            jar = files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
        return printed(new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                jar.toString(),
                "org.openvz.vzstats.shell.control.Client",
                "node",
                home.resolve("data/vzstats/control").toString(),
                name));
    }

    /** Runs a line of a shell in the node's directory. */
    public Printed shell(String line) throws IOException, InterruptedException {
        return printed(new ProcessBuilder("/bin/sh", "-c", line).directory(home.toFile()));
    }

    /** Sends a signal to the node's process. */
    public void signal(String name) throws IOException, InterruptedException {
        printed(new ProcessBuilder("kill", "-" + name, Long.toString(process == null ? -1 : process.pid())));
    }

    private static Printed printed(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true);
        Process command = builder.start();
        command.getOutputStream().close();
        String text = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!command.waitFor(IN_TIME, TimeUnit.SECONDS)) {
            command.destroyForcibly();
            throw new AssertionError(builder.command() + " did not end: " + text);
        }
        return new Printed(command.exitValue(), text);
    }

    /** {@return the id of the running process} */
    public long pid() {
        if (process == null) {
            throw new IllegalStateException("start it first");
        }
        return process.pid();
    }

    /** Ends it as a power cut would. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly();
            process.waitFor(IN_TIME, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(IN_TIME, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
