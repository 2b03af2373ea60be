package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.Releases.Document;
import org.openvz.vzstats.server.api.Releases.Info;
import org.openvz.vzstats.server.api.Releases.Release;

@EachDatabase
class JdbcReleasesTest {

    private final Releases releases;

    JdbcReleasesTest(Databases databases) {
        releases = Store.open(databases.fresh()).releases();
    }

    @Test
    void aReleaseIsPublishedOnce() {
        assertEquals(Optional.empty(), releases.latest());
        assertTrue(publish(1, "2026-03-10T12:00:00Z", "first"));
        assertFalse(publish(1, "2026-03-10T13:00:00Z", "second"));

        assertEquals(Optional.of(info(1, "2026-03-10T12:00:00Z")), releases.latest());
        assertEquals(Optional.of("first"), releases.document(1, Releases.INDEX, Releases.ALL));
        assertEquals(Optional.of("first kvm"), releases.document(1, "cpu.model", "kvm"));
        assertEquals(Optional.empty(), releases.document(1, "cpu.model", "xen"));
        assertEquals(Optional.empty(), releases.document(2, "cpu.model", "kvm"));
    }

    @Test
    void theManifestStaysWithItsReleaseAndTheBasisIsOfTheLast() {
        assertEquals(Map.of(), releases.basis());
        assertTrue(
                releases.publish(made(1, "{\"of\":1}", Map.of(Releases.INDEX, "x".repeat(70_000), "cpu.model", "y"))));
        assertTrue(releases.publish(made(2, "{\"of\":2}", Map.of("cpu.model", "z"))));
        assertFalse(releases.publish(made(2, "{\"of\":3}", Map.of("cpu.model", "late"))));

        assertEquals(Map.of("cpu.model", "z"), releases.basis());
        assertEquals(Optional.of("{\"of\":1}"), releases.manifest(1));
        assertEquals(Optional.of("{\"of\":2}"), releases.manifest(2));
        assertEquals(Optional.empty(), releases.manifest(3));
    }

    private static Release made(long number, String manifest, Map<String, String> basis) {
        return new Release(info(number, "2026-03-10T12:00:00Z"), List.of(), manifest, basis);
    }

    @Test
    void historyIsTheLastReleaseOfEachDay() {
        publish(1, "2026-03-10T12:00:00Z", "a");
        publish(2, "2026-03-10T23:59:59Z", "b");
        publish(3, "2026-03-12T00:00:00Z", "c");
        publish(4, "2026-03-13T00:00:00Z", "d");

        assertEquals(List.of("b kvm", "c kvm"), history("2026-03-10", "2026-03-12"));
        assertEquals(List.of(), history("2026-03-11", "2026-03-11"));
    }

    @Test
    void pruningKeepsTheNewestAndTheLastOfEachDay() {
        publish(1, "2026-03-10T12:00:00Z", "a");
        publish(2, "2026-03-10T13:00:00Z", "b");
        publish(3, "2026-03-11T12:00:00Z", "c");
        publish(4, "2026-03-11T13:00:00Z", "d");
        publish(5, "2026-03-11T14:00:00Z", "e");

        releases.prune(2);

        assertEquals(List.of("b kvm", "e kvm"), history("2026-03-10", "2026-03-12"));
        assertEquals(Optional.empty(), releases.document(1, "cpu.model", "kvm"));
        assertEquals(Optional.empty(), releases.document(3, "cpu.model", "kvm"));
        assertEquals(Optional.of("d kvm"), releases.document(4, "cpu.model", "kvm"));
        assertFalse(publish(5, "2026-03-11T14:00:00Z", "again"));
    }

    private boolean publish(long number, String generated, String text) {
        return releases.publish(new Release(
                info(number, generated),
                List.of(
                        new Document(Releases.INDEX, Releases.ALL, text),
                        new Document("cpu.model", "kvm", text + " kvm"))));
    }

    private List<String> history(String from, String to) {
        return releases.history("cpu.model", "kvm", LocalDate.parse(from), LocalDate.parse(to));
    }

    private static Info info(long number, String generated) {
        return new Info(number, Instant.parse(generated), "f".repeat(64));
    }
}
