package org.openvz.vzstats.dictionary;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One metrics file: all metrics of one collector.
 *
 * @param collector the topic, such as {@code disk}
 * @param title what a reader calls it
 * @param revision counts up whenever a metric is added or changed
 * @param apart whether it is no part of the census: it leaves in a report of its own, and never before its owner has accepted it
 * @param metrics its metrics, in the order they are best read
 */
public record Topic(String collector, LocalizedText title, int revision, boolean apart, List<Metric> metrics) {

    /** The name of the file in a report that lists the others. */
    private static final String RESERVED = "manifest";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** Checks that the file is whole; what is missing or wrong is said by name. */
    public Topic {
        if (collector == null || !NAME.matcher(collector).matches()) {
            throw new IllegalArgumentException("collector is missing or not of lower case letters, digits and dashes");
        }
        if (collector.equals(RESERVED)) {
            throw new IllegalArgumentException(
                    "collector " + collector + ": a report has a file of that name; take another");
        }
        if (title == null) {
            throw new IllegalArgumentException("collector " + collector + ": title is missing: title: {en: …, ru: …}");
        }
        if (revision < 1) {
            throw new IllegalArgumentException("collector " + collector + ": revision is missing: a number from 1");
        }
        if (metrics == null || metrics.isEmpty()) {
            throw new IllegalArgumentException("collector " + collector + ": metrics are missing");
        }
        if (metrics.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("collector " + collector + ": a metric is empty");
        }
        metrics = List.copyOf(metrics);
        Set<String> names = new HashSet<>();
        for (Metric metric : metrics) {
            if (!metric.name().startsWith(collector + ".")) {
                throw new IllegalArgumentException("metric " + metric.name() + ": must begin with " + collector + ".");
            }
            if (!names.add(metric.name())) {
                throw new IllegalArgumentException("metric " + metric.name() + ": is defined twice");
            }
            if (metric.type() == MetricType.UREPORTS && !apart) {
                throw new IllegalArgumentException(
                        "metric " + metric.name() + ": crash reports are no part of the census: apart: true");
            }
            if (metric.since() > revision) {
                throw new IllegalArgumentException("metric " + metric.name() + ": since is above the file's revision");
            }
        }
    }

    /** One that is part of the census. */
    public Topic(String collector, LocalizedText title, int revision, List<Metric> metrics) {
        this(collector, title, revision, false, metrics);
    }

    /** {@return the metric of this full name} */
    public Optional<Metric> metric(String name) {
        for (Metric metric : metrics) {
            if (metric.name().equals(name)) {
                return Optional.of(metric);
            }
        }
        return Optional.empty();
    }
}
