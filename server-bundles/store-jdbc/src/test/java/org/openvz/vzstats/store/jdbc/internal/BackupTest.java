package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.server.api.Identities.Identity;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.Submission;

/** A server is set back to a backup, made as the README says: it is what it was, and its nodes go on. */
class BackupTest {

    /** A server at the moment of its backup, and a node that has reported once more since. */
    private record Before(Identity node, Map<String, String> counters, String key) {}

    @Test
    void derbyStoppedAndCopied(@TempDir Path directory) throws IOException {
        Path live = directory.resolve("live");
        Before before = before(Store.open(Databases.onDisk(live)));
        Databases.shutDown(live);
        FileUtils.copyDirectory(live.toFile(), directory.resolve("backup").toFile());
        Receipt forgotten = goOn(Store.open(Databases.onDisk(live)), before);
        Databases.shutDown(live);
        FileUtils.deleteDirectory(live.toFile());

        FileUtils.copyDirectory(directory.resolve("backup").toFile(), live.toFile());

        assertGoesOn(Store.open(Databases.onDisk(live)), before, forgotten);
        Databases.shutDown(live);
    }

    @Test
    void postgresqlDumped(@TempDir Path directory) throws Exception {
        assumeTrue(
                isThere("pg_dump") && isThere("psql"),
                "the server that the build brings has no client programs of its own");
        dumped(Databases.POSTGRESQL, directory);
    }

    @Test
    void mariadbDumped(@TempDir Path directory) throws Exception {
        dumped(Databases.MARIADB, directory);
    }

    private static void dumped(Databases databases, Path directory) throws Exception {
        String live = databases.name().toLowerCase(Locale.ROOT) + "_live";
        String restored = databases.name().toLowerCase(Locale.ROOT) + "_restored";
        File backup = directory.resolve("backup.sql").toFile();
        Store store = Store.open(databases.create(live));
        Before before = before(store);
        run(databases.dump(live), ProcessBuilder.Redirect.PIPE, ProcessBuilder.Redirect.to(backup));
        Receipt forgotten = goOn(store, before);

        DataSource source = databases.create(restored);
        run(databases.restore(restored), ProcessBuilder.Redirect.from(backup), ProcessBuilder.Redirect.DISCARD);

        assertGoesOn(Store.open(source), before, forgotten);
    }

    private static Before before(Store store) {
        Identity node = store.identities().issue();
        Samples.accept(
                store,
                NOON,
                node.id(),
                TODAY,
                "platform platform.product=openvz-7",
                "cpu cpu.model=Фирма_7",
                "x bad later");
        Samples.processAll(store);
        return new Before(node, Samples.counters(store), store.signer().publicKey());
    }

    private static Receipt goOn(Store store, Before before) {
        Submission next = Samples.submission(before.node().id(), TODAY, "cpu cpu.model=new");
        return store.submissions().accept(next, Samples.receipt(next, NOON.plusSeconds(60)));
    }

    private static void assertGoesOn(Store store, Before before, Receipt forgotten) {
        assertEquals(before.counters(), Samples.counters(store));
        assertEquals(before.key(), store.signer().publicKey());
        assertTrue(store.identities().holds(before.node().id(), before.node().secret()));
        assertEquals(0, store.submissions().waiting());
        Submission next = Samples.submission(before.node().id(), TODAY, "cpu cpu.model=newest");
        store.submissions()
                .accept(
                        next,
                        new Receipt(
                                next.report(), "0".repeat(64), NOON.plusSeconds(120), forgotten.hash(), "signature"));
        assertEquals(1, Samples.processAll(store));
        assertEquals("1/1", Samples.counters(store).get("openvz-7 cpu.model newest"));
        assertEquals("1", Samples.counters(store).get("openvz-7"));
        assertEquals(
                1, store.submissions().replay(List.of("later"), section -> List.of(Samples.result("x x.colour=blue"))));
    }

    private static boolean isThere(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (new File(directory, program).canExecute()) {
                return true;
            }
        }
        return false;
    }

    private static void run(List<String> command, ProcessBuilder.Redirect in, ProcessBuilder.Redirect out)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(in)
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command.get(0) + " did not end");
        }
        assertEquals(0, process.exitValue(), command.get(0));
    }
}
