package org.openvz.vzstats.web.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;

/** Every metric there is something to say of: those of the dictionary, and those of the last release, which may outlive their bundle. */
record Catalog(SortedMap<String, Group> groups) {

    static Catalog of(Dictionary dictionary, Map<String, Long> published) {
        SortedMap<String, Group> groups = new TreeMap<>();
        dictionary.topics().forEach((name, topic) -> {
            List<Entry> entries = new ArrayList<>();
            topic.metrics()
                    .forEach(metric -> entries.add(new Entry(
                            metric.name(), Optional.of(metric), Optional.ofNullable(published.get(metric.name())))));
            groups.put(name, new Group(name, Optional.of(topic), entries));
        });
        published.forEach((metric, n) -> {
            if (dictionary.metric(metric).isEmpty()) {
                String name = topicOf(metric);
                groups.computeIfAbsent(name, unknown -> new Group(unknown, Optional.empty(), new ArrayList<>()))
                        .entries()
                        .add(new Entry(metric, Optional.empty(), Optional.of(n)));
            }
        });
        return new Catalog(groups);
    }

    private static String topicOf(String metric) {
        int dot = metric.indexOf('.');
        return dot < 0 ? metric : metric.substring(0, dot);
    }

    /** {@return the topics as a reader of this language looks for them} */
    List<Group> sorted(Language language) {
        return groups.values().stream()
                .sorted(Comparator.comparing(group -> group.title(language), String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    Optional<Group> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    Optional<Group> groupOf(String metric) {
        return group(topicOf(metric)).filter(group -> group.entry(metric).isPresent());
    }

    Optional<Entry> entry(String metric) {
        return group(topicOf(metric)).flatMap(group -> group.entry(metric));
    }

    /** One topic. */
    record Group(String name, Optional<Topic> topic, List<Entry> entries) {

        String title(Language language) {
            return topic.map(known -> language.say(known.title())).orElse(name);
        }

        Optional<Entry> entry(String metric) {
            return entries.stream().filter(one -> one.name().equals(metric)).findFirst();
        }

        long published() {
            return entries.stream().filter(one -> one.n().isPresent()).count();
        }
    }

    /**
     * One metric.
     *
     * @param metric its definition; empty if no bundle that defines it is installed
     * @param n how many nodes have it; empty if nothing of it is published
     */
    record Entry(String name, Optional<Metric> metric, Optional<Long> n) {

        String title(Language language) {
            return metric.map(known -> language.say(known.title())).orElse(name);
        }
    }
}
