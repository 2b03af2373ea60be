package org.openvz.vzstats.stats.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Releases.Document;
import org.openvz.vzstats.server.api.Releases.Info;
import org.openvz.vzstats.server.api.Releases.Release;

class ReadDocumentsTest {

    private final MemoryReleases releases = new MemoryReleases();
    private final ReadDocuments documents = new ReadDocuments(releases, 10);

    @BeforeEach
    void publish() {
        for (long number : new long[] {1, 2}) {
            releases.publish(new Release(
                    new Info(number, Instant.EPOCH, "f"),
                    List.of(
                            new Document("a", "", number + "aaa"),
                            new Document("b", "", number + "bbb"),
                            new Document("c", "", number + "ccc"),
                            new Document("long", "", number + "0123456789"))));
        }
    }

    @Test
    void theOnesAskedForLastAreKept() {
        assertReads(1, 2, "a");
        assertReads(1, 2, "b");
        assertReads(0, 2, "a");
        assertReads(1, 2, "c");
        assertReads(0, 2, "a");
        assertReads(1, 2, "b");
    }

    @Test
    void oneThatIsTooLongIsNotKept() {
        assertReads(1, 2, "long");
        assertReads(1, 2, "long");
    }

    @Test
    void whatIsNotThereIsNotKept() {
        assertReads(1, 2, "d");
        assertReads(1, 2, "d");
    }

    @Test
    void theNextReleaseTakesThePlaceOfTheLast() {
        assertReads(1, 1, "a");
        assertReads(1, 2, "a");
        assertReads(0, 2, "a");
        // Whoever was on the way still gets the one it began with.
        assertReads(1, 1, "a");
        assertReads(0, 2, "a");
    }

    private void assertReads(int expected, long number, String metric) {
        int before = releases.reads();
        Optional<String> there = metric.equals("d")
                ? Optional.empty()
                : Optional.of(number + (metric.equals("long") ? "0123456789" : metric.repeat(3)));
        assertEquals(there, documents.document(number, metric, ""));
        assertEquals(expected, releases.reads() - before);
    }
}
