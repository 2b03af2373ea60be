package org.openvz.vzstats.dictionary.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.dictionary.Topic;

class DefinitionsTest {

    private static final Topic FILE = topic("scripts", 1);
    private static final Topic OTHER = topic("scripts", 9);
    private static final Topic SERVICE = topic("scripts", 2);
    private static final Topic NEWER = topic("scripts", 3);

    private final Definitions definitions = new Definitions();

    @Test
    void ofTwoFilesTheOneInstalledFirstCounts() {
        assertTrue(definitions.addFile(20, OTHER));
        assertTrue(definitions.addFile(10, FILE));
        assertFalse(definitions.addFile(30, SERVICE));
        assertCounts(FILE);
        definitions.removeFile(10);
        assertCounts(OTHER);
        definitions.removeFile(20);
        definitions.removeFile(30);
        assertEquals(Optional.empty(), definitions.current().topic("scripts"));
    }

    @Test
    void aServiceTakesThePlaceOfItsOwnBundlesFile() {
        definitions.addFile(10, FILE);
        assertTrue(definitions.addService(100, 10, SERVICE));
        assertCounts(SERVICE);
        definitions.removeService(100);
        assertCounts(FILE);
    }

    @Test
    void aNewServiceCountsBeforeTheOldOneIsGone() {
        definitions.addFile(10, FILE);
        definitions.addService(100, 10, SERVICE);
        assertTrue(definitions.addService(101, 10, NEWER));
        assertCounts(NEWER);
        definitions.removeService(100);
        assertCounts(NEWER);
    }

    @Test
    void aServiceOfAnotherBundleDoesNotReplaceAFile() {
        definitions.addFile(10, FILE);
        assertFalse(definitions.addService(100, 11, SERVICE));
        assertCounts(FILE);
        definitions.removeFile(10);
        assertCounts(SERVICE);
        // Nor does a file by chance of the same bundle, but of another topic.
        definitions.addFile(11, topic("cpu", 1));
        assertCounts(SERVICE);
        assertEquals(Optional.of(topic("cpu", 1)), definitions.current().topic("cpu"));
    }

    @Test
    void aServiceOfABundleWhoseFileDoesNotCountDoesNotCountEither() {
        definitions.addFile(10, FILE);
        definitions.addFile(20, OTHER);
        assertFalse(definitions.addService(100, 20, SERVICE));
        assertCounts(FILE);
        definitions.removeFile(10);
        assertCounts(SERVICE);
    }

    @Test
    void aServiceWithoutAnyFileIsATopicOfItsOwn() {
        assertTrue(definitions.addService(100, 10, SERVICE));
        assertFalse(definitions.addService(101, 11, NEWER));
        assertCounts(SERVICE);
        definitions.removeService(100);
        assertCounts(NEWER);
    }

    private void assertCounts(Topic topic) {
        assertEquals(Optional.of(topic), definitions.current().topic(topic.collector()));
    }

    private static Topic topic(String collector, int revision) {
        LocalizedText text = LocalizedText.english("text");
        Metric metric = new Metric(
                collector + ".any",
                MetricType.FLAG,
                text,
                null,
                text,
                text,
                1,
                null,
                null,
                false,
                null,
                null,
                null,
                null);
        return new Topic(collector, text, revision, List.of(metric));
    }
}
