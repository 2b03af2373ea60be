package org.openvz.vzstats.dictionary;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data dictionary at one moment.
 *
 * @param topics by collector
 */
public record Dictionary(SortedMap<String, Topic> topics) {

    /** Keeps a copy. */
    public Dictionary {
        topics = Collections.unmodifiableSortedMap(new TreeMap<>(topics));
    }

    /** {@return the dictionary of these topics; of two with one name the first counts} */
    public static Dictionary of(Collection<Topic> topics) {
        SortedMap<String, Topic> byCollector = new TreeMap<>();
        topics.forEach(topic -> byCollector.putIfAbsent(topic.collector(), topic));
        return new Dictionary(byCollector);
    }

    /** {@return the metrics file of this collector, if a bundle with one is installed} */
    public Optional<Topic> topic(String collector) {
        return Optional.ofNullable(topics.get(collector));
    }

    /** {@return the metric of this full name, if a bundle that defines it is installed} */
    public Optional<Metric> metric(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? Optional.empty() : topic(name.substring(0, dot)).flatMap(topic -> topic.metric(name));
    }
}
