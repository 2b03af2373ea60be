package org.openvz.vzstats.collector.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Host.Trust;

@Timeout(60)
class RootedHostScriptsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String SCRIPT = "/usr/libexec/vzstats/raid";

    @TempDir
    private Path root;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(root.resolve("usr/libexec/vzstats"));
        for (String directory : List.of("usr", "usr/libexec", "usr/libexec/vzstats")) {
            chmod(directory, "rwxr-xr-x");
        }
        script("echo \"$# $PATH $LC_ALL\"; pwd -P; cat; echo secret >&2");
    }

    @Test
    void runsWhatOnlyTheOwnerCanHaveWritten() throws IOException {
        String path = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin";
        ends(Trust.EXECUTABLE, Optional.of("0 " + path + " C\n" + root.toRealPath() + "\n"));
        chmod(SCRIPT.substring(1), "rwx------");
        assertEquals(Trust.EXECUTABLE, host(LONG).trust(SCRIPT));
    }

    @Test
    void refusesWhatItsGroupCanWrite() throws IOException {
        chmod(SCRIPT.substring(1), "rwxrwxr-x");
        ends(Trust.NONE, Optional.empty());
    }

    @Test
    void refusesWhatOthersCanWrite() throws IOException {
        chmod(SCRIPT.substring(1), "rwxr-xrwx");
        ends(Trust.NONE, Optional.empty());
    }

    @Test
    void refusesWhatOthersCanReplace() throws IOException {
        for (String directory : List.of("usr", "usr/libexec", "usr/libexec/vzstats")) {
            chmod(directory, "rwxrwxr-x");
            ends(Trust.NONE, Optional.empty());
            chmod(directory, "rwxr-xrwx");
            ends(Trust.NONE, Optional.empty());
            chmod(directory, "rwxr-xr-x");
        }
        ends(Trust.EXECUTABLE, host(LONG).runScript(SCRIPT));
    }

    @Test
    void refusesALink() throws IOException {
        Path script = root.resolve(SCRIPT.substring(1));
        Files.move(script, script.resolveSibling("elsewhere"));
        Files.createSymbolicLink(script, Path.of("elsewhere"));
        ends(Trust.NONE, Optional.empty());
    }

    @Test
    void aDirectoryMayBeALinkAndWhatItLeadsToCounts() throws IOException {
        Files.move(root.resolve("usr/libexec"), root.resolve("usr/lib"));
        Files.createSymbolicLink(root.resolve("usr/libexec"), Path.of("/usr/lib"));
        assertEquals(Trust.EXECUTABLE, host(LONG).trust(SCRIPT));
        chmod("usr/lib", "rwxrwxrwx");
        ends(Trust.NONE, Optional.empty());
    }

    @Test
    void refusesWhatItsOwnerCannotExecute() throws IOException {
        chmod(SCRIPT.substring(1), "rw-r-xr-x");
        ends(Trust.WRITTEN_BY_OWNER, Optional.empty());
    }

    @Test
    void refusesWhatIsNoFile() throws IOException {
        Files.delete(root.resolve(SCRIPT.substring(1)));
        ends(Trust.NONE, Optional.empty());
        Files.createDirectory(root.resolve(SCRIPT.substring(1)));
        chmod(SCRIPT.substring(1), "rwxr-xr-x");
        ends(Trust.WRITTEN_BY_OWNER, Optional.empty());
    }

    @Test
    void refusesWhatBelongsToSomebodyElse() throws IOException {
        assumeTrue(Files.getAttribute(root, "unix:uid").equals(0), "only root can give a file away");
        for (String path : List.of("usr/libexec/vzstats", SCRIPT.substring(1))) {
            Files.setAttribute(root.resolve(path), "unix:uid", 1);
            ends(Trust.NONE, Optional.empty());
            Files.setAttribute(root.resolve(path), "unix:uid", 0);
        }
        ends(Trust.EXECUTABLE, host(LONG).runScript(SCRIPT));
    }

    @Test
    void whatFailsOrIsNoTextIsEmpty() throws IOException {
        script("echo partial; exit 3");
        ends(Trust.EXECUTABLE, Optional.empty());
        script("printf 'a\\377'");
        ends(Trust.EXECUTABLE, Optional.empty());
    }

    @Test
    void isBoundedAsACommandIs() throws Exception {
        script("while :; do echo x; done");
        BudgetExceededException over =
                assertThrows(BudgetExceededException.class, () -> host(LONG).runScript(SCRIPT));
        assertEquals("more output than one command may give", over.getMessage());
        script("sleep 1000 & echo $! > child; wait");
        assertThrows(BudgetExceededException.class, () -> host(SHORT).runScript(SCRIPT));
        assertTrue(Files.exists(root.resolve("child")), "it ran in the root");
    }

    @Test
    void isNoCommandAndNotAmongTheirOutputs() throws IOException {
        script("echo zqsecret");
        RunReadings run = new RunReadings();
        RootedHost host = new RootedHost(root, Budget.of(LONG, 1 << 20), run);
        assertEquals(Optional.of("zqsecret\n"), host.runScript(SCRIPT));
        assertEquals(0, run.texts().count());
        assertThrows(IllegalArgumentException.class, () -> host.run(List.of(SCRIPT)));
    }

    private void ends(Trust trust, Optional<String> output) throws IOException {
        assertEquals(trust, host(LONG).trust(SCRIPT));
        assertEquals(output, host(LONG).runScript(SCRIPT));
    }

    private RootedHost host(Duration wall) {
        return new RootedHost(root, Budget.of(wall, 16 << 20), new RunReadings());
    }

    private void script(String body) throws IOException {
        Files.writeString(root.resolve(SCRIPT.substring(1)), "#!/bin/sh\n" + body + "\n");
        chmod(SCRIPT.substring(1), "rwxr-xr-x");
    }

    private void chmod(String path, String permissions) throws IOException {
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString(permissions));
    }
}
