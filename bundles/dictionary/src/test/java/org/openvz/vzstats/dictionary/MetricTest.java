package org.openvz.vzstats.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0-31",
        "1, 0, 0-31",
        "31, 0, 0-31",
        "32, 32, 32",
        "33, 33, 33-63",
        "63, 33, 33-63",
        "64, 64, 64+",
        "65, 64, 64+",
        "9223372036854775807, 64, 64+",
    })
    void aQuantityFallsInABucketAndTheBucketInACell(long amount, long bucket, String cell) {
        Metric size = Metrics.quantity(32, 33, 64);
        assertEquals(bucket, size.bucketOf(amount));
        assertEquals(cell, size.cellOf(bucket));
        assertEquals(bucket, size.bucketOf(bucket));
    }

    @Test
    void aFirstBucketOfOneHoldsOnlyZero() {
        assertEquals("0", Metrics.quantity(1, 2).cellOf(0));
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "9223372036854775807"})
    void anExactQuantityIsItsOwnBucketAndCell(long amount) {
        assertEquals(amount, Metrics.exact().bucketOf(amount));
        assertEquals(Long.toString(amount), Metrics.exact().cellOf(amount));
    }

    @Test
    void aClosedVocabularyAdmitsItsValuesAndOther() {
        Metric type = Metrics.category("hdd", "ssd");
        assertTrue(type.admits("hdd"));
        assertTrue(type.admits("other"));
        assertFalse(type.admits("HDD"));
        assertFalse(type.admits(""));
    }

    @Test
    void anOpenVocabularyAdmitsWhatMatchesItsWholePatternWithinItsLength() {
        Metric model = Metrics.label("[A-Z0-9 ]+", 8);
        assertTrue(model.admits("EPYC 776"));
        assertFalse(model.admits("EPYC 7763"));
        assertFalse(model.admits("EPYC\n"));
        assertFalse(model.admits("EPYC x"));
        assertTrue(model.admits("other"));
    }

    @Test
    void aTopicRefusesWhatTwoOfItsMetricsCannotShare() {
        List<Metric> twice = List.of(Metrics.exact(), Metrics.exact());
        assertThrows(IllegalArgumentException.class, () -> new Topic("test", LocalizedText.english("Test"), 1, twice));
    }

    @Test
    void aDictionaryFindsAMetricByItsFullName() {
        Topic topic = new Topic("test", LocalizedText.english("Test"), 1, List.of(Metrics.exact()));
        Dictionary dictionary = Dictionary.of(List.of(topic));
        assertEquals(Optional.of(Metrics.exact()), dictionary.metric("test.metric"));
        assertEquals(Optional.empty(), dictionary.metric("test.other"));
        assertEquals(Optional.empty(), dictionary.metric("other.metric"));
        assertEquals(Optional.empty(), dictionary.metric("test"));
        assertEquals(Optional.empty(), dictionary.metric(""));
    }

    @Test
    void ofTwoTopicsWithOneNameTheFirstCounts() {
        Topic first = new Topic("test", LocalizedText.english("First"), 1, List.of(Metrics.exact()));
        Topic second = new Topic("test", LocalizedText.english("Second"), 1, List.of(Metrics.exact()));
        assertEquals(Optional.of(first), Dictionary.of(List.of(first, second)).topic("test"));
    }

    @Test
    void aTextIsShownInItsLanguageOrElseInEnglish() {
        LocalizedText title = LocalizedText.of(Map.of("en", "Disks", "ru", "Диски"));
        assertEquals("Диски", title.in("ru"));
        assertEquals("Disks", title.in("de"));
        assertEquals("Disks", title.english());
        assertEquals("Disks", LocalizedText.english("Disks").in("ru"));
        assertThrows(IllegalArgumentException.class, () -> LocalizedText.of(Map.of("ru", "Диски")));
        assertThrows(IllegalArgumentException.class, () -> LocalizedText.english(" "));
    }
}
