package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.server.api.Identities.Identity;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.Submission;

/** A server is set back to a backup, made as the README says: it is what it was, has published what it had, and its nodes go on. */
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
        assertTrue(store.releases().publish(release(1, NOON.minus(Duration.ofDays(1)))));
        assertTrue(store.releases().publish(release(2, NOON)));
        return new Before(node, Samples.counters(store), store.signer().publicKey());
    }

    /** All that a dump has to take care of. */
    private static Releases.Release release(long number, Instant generated) {
        return new Releases.Release(
                new Releases.Info(number, generated, Long.toString(number).repeat(64)),
                List.of(
                        new Releases.Document(Releases.INDEX, Releases.ALL, index(number)),
                        new Releases.Document("cpu.model", "openvz-7", cells(number))),
                manifest(number),
                Map.of("cpu.model", basis(number)));
    }

    private static String index(long number) {
        return "{\"release\":" + number + ",\"metrics\":\"" + "x".repeat(70_000) + "\"}";
    }

    private static String cells(long number) {
        return "{\"release\":" + number + ",\"value\":\"Фирма 7 \\\\ 'it''s' \\\"-- $1 \\t 🖥\"}\n";
    }

    private static String manifest(long number) {
        return "{\"of\":\"'" + number + "\"}";
    }

    private static String basis(long number) {
        return "Фирма\t7;" + number;
    }

    private static void assertPublished(Store store) {
        assertEquals(Optional.of(release(2, NOON).info()), store.releases().latest());
        for (long number : new long[] {1, 2}) {
            assertEquals(Optional.of(index(number)), store.releases().document(number, Releases.INDEX, Releases.ALL));
            assertEquals(Optional.of(cells(number)), store.releases().document(number, "cpu.model", "openvz-7"));
            assertEquals(Optional.of(manifest(number)), store.releases().manifest(number));
        }
        assertEquals(Map.of("cpu.model", basis(2)), store.releases().basis());
        assertEquals(
                List.of(cells(1), cells(2)),
                store.releases().history("cpu.model", "openvz-7", TODAY.minusDays(7), TODAY.plusDays(7)));
    }

    private static Receipt goOn(Store store, Before before) {
        assertTrue(store.releases().publish(release(3, NOON.plusSeconds(60))));
        Submission next = Samples.submission(before.node().id(), TODAY, "cpu cpu.model=new");
        return store.submissions().accept(next, Samples.receipt(next, NOON.plusSeconds(60)));
    }

    private static void assertGoesOn(Store store, Before before, Receipt forgotten) {
        assertPublished(store);
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
        // Another one of this number than that which is forgotten.
        assertTrue(store.releases().publish(release(3, NOON.plusSeconds(180))));
        assertEquals(
                release(3, NOON.plusSeconds(180)).info(),
                store.releases().latest().orElseThrow());
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
