package org.openvz.vzstats.dictionary;

import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Metrics for the tests, each of the name {@code test.metric}. */
final class Metrics {

    private static final LocalizedText TEXT = LocalizedText.english("text");

    private Metrics() {}

    static Metric flag() {
        return metric(MetricType.FLAG, List.of(), false, List.of(), null, null);
    }

    static Metric quantity(long... buckets) {
        return metric(MetricType.QUANTITY, LongStream.of(buckets).boxed().toList(), false, List.of(), null, null);
    }

    static Metric exact() {
        return metric(MetricType.QUANTITY, List.of(), true, List.of(), null, null);
    }

    static Metric category(String... values) {
        return metric(MetricType.CATEGORY, List.of(), false, List.of(values), null, null);
    }

    static Metric label(String pattern, int length) {
        return metric(MetricType.LABEL, List.of(), false, List.of(), pattern, length);
    }

    static Metric version(String pattern) {
        return metric(MetricType.VERSION, List.of(), false, List.of(), pattern, null);
    }

    static Metric counts(String... values) {
        return metric(MetricType.COUNTS, List.of(), false, List.of(values), null, null);
    }

    static Metric openCounts(String pattern) {
        return metric(MetricType.COUNTS, List.of(), false, List.of(), pattern, null);
    }

    static Metric uReports() {
        return metric(MetricType.UREPORTS, List.of(), false, List.of(), null, null);
    }

    private static Metric metric(
            MetricType type,
            List<Long> buckets,
            boolean exact,
            List<String> values,
            @Nullable String pattern,
            @Nullable Integer length) {
        return new Metric(
                "test.metric", type, TEXT, null, TEXT, TEXT, 1, null, buckets, exact, values, pattern, length, null);
    }
}
