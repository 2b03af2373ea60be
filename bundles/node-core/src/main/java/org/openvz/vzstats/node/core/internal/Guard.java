package org.openvz.vzstats.node.core.internal;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.dictionary.Vocabulary;
import org.openvz.vzstats.report.ReportSection;

/** The last gate on the node: what is not in the dictionary does not leave. */
final class Guard {

    /** Counts what was refused of metrics that no dictionary knows; their names may be anything, so they are not kept. */
    static final String UNKNOWN_METRIC = "unknown";

    private final Predicate<String> personal;

    /** For one run: the names it recognises may be others in the next. */
    Guard(Predicate<String> personal) {
        this.personal = personal;
    }

    /**
     * What of a section may leave.
     *
     * @param section with nothing in it that its metrics file does not define
     * @param refused metric to how many values were held back; the values themselves are kept nowhere
     */
    record Passed(ReportSection section, Map<String, Integer> refused) {}

    /**
     * Lets pass what the metrics file defines and the owner has accepted and allows.
     *
     * @param accepted the revision of the metrics file that the owner has accepted; what a later one added does not pass
     * @param allowed whether the owner lets this metric out
     */
    Passed pass(Topic topic, int accepted, Section measured, Predicate<String> allowed) {
        SortedMap<String, Value> passed = new TreeMap<>();
        SortedMap<String, Integer> refused = new TreeMap<>();
        measured.values().forEach((name, value) -> {
            Optional<Metric> metric = topic.metric(name);
            if (metric.isEmpty()) {
                refused.merge(UNKNOWN_METRIC, 1, Integer::sum);
            } else if (metric.get().since() <= accepted && allowed.test(name)) {
                Vocabulary.Reduced reduced = Vocabulary.reduce(metric.get(), value, personal);
                reduced.value().ifPresent(kept -> passed.put(name, kept));
                if (reduced.refused() > 0) {
                    refused.merge(name, reduced.refused(), Integer::sum);
                }
            }
        });
        return new Passed(new ReportSection(new Section(topic.collector(), passed), accepted), refused);
    }
}
