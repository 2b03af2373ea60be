package org.openvz.vzstats.node.core.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.dictionary.Topic;

/** Metrics files for the tests. */
final class Topics {

    private static final LocalizedText TEXT = LocalizedText.english("text");

    private Topics() {}

    static Topic disk() {
        return new Topic(
                "disk",
                TEXT,
                3,
                List.of(
                        metric("disk.count", MetricType.COUNTS, List.of(), List.of("hdd", "ssd"), null),
                        metric("disk.size", MetricType.QUANTITY, List.of(32L, 64L), List.of(), null),
                        metric("disk.model", MetricType.LABEL, List.of(), List.of(), "[ -~]+")));
    }

    /** A topic of one quantity, {@code name.amount}, and open counts, {@code name.words0} to {@code name.words3}. */
    static Topic simple(String name) {
        return new Topic(
                name,
                TEXT,
                1,
                List.of(
                        metric(name + ".amount", MetricType.QUANTITY, List.of(10L), List.of(), null),
                        metric(name + ".words0", MetricType.COUNTS, List.of(), List.of(), "[ -~]+"),
                        metric(name + ".words1", MetricType.COUNTS, List.of(), List.of(), "[ -~]+"),
                        metric(name + ".words2", MetricType.COUNTS, List.of(), List.of(), "[ -~]+"),
                        metric(name + ".words3", MetricType.COUNTS, List.of(), List.of(), "[ -~]+")));
    }

    /** The same, but no part of the census. */
    static Topic apart(String name) {
        return new Topic(name, TEXT, 1, true, simple(name).metrics());
    }

    /** What {@link #simple} becomes by an update that adds {@code name.extra}. */
    static Topic grown(String name) {
        List<Metric> metrics = new ArrayList<>(simple(name).metrics());
        metrics.add(new Metric(
                name + ".extra",
                MetricType.QUANTITY,
                LocalizedText.english("Extra"),
                null,
                LocalizedText.english("It is of use."),
                LocalizedText.english("/proc/extra"),
                2,
                null,
                null,
                true,
                null,
                null,
                null,
                null));
        return new Topic(name, TEXT, 2, metrics);
    }

    private static Metric metric(
            String name, MetricType type, List<Long> buckets, List<String> values, @Nullable String pattern) {
        return new Metric(name, type, TEXT, null, TEXT, TEXT, 1, null, buckets, false, values, pattern, 128, null);
    }
}
