package org.openvz.vzstats.processor.dictionary.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.dictionary.Vocabulary;
import org.openvz.vzstats.report.SectionJson;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Processor;
import org.openvz.vzstats.server.api.ProcessorFor;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.UnprocessableException;
import org.openvz.vzstats.ureport.InvalidUReportException;
import org.openvz.vzstats.ureport.UReport;
import org.openvz.vzstats.ureport.UReports;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes every section that has a metrics file, and holds it to what that file says. One wrong value and none of it counts. */
@Component
@ProcessorFor(ProcessorFor.ANY)
public final class DictionaryProcessor implements Processor {

    private final DataDictionary dictionary;

    /** Follows this dictionary. */
    @Activate
    public DictionaryProcessor(@Reference DataDictionary dictionary) {
        this.dictionary = dictionary;
    }

    @Override
    public Observations process(ReceivedSection received) throws UnprocessableException {
        Topic topic = dictionary
                .current()
                .topic(received.collector())
                .orElseThrow(() -> new UnprocessableException(UnprocessableException.UNKNOWN_COLLECTOR));
        if (received.revision() > topic.revision()) {
            throw new UnprocessableException(UnprocessableException.NEWER_REVISION);
        }
        Section section = SectionJson.decode(received.collector(), received.content())
                .orElseThrow(() -> new UnprocessableException(UnprocessableException.MALFORMED));
        SortedMap<String, SortedMap<String, Long>> byMetric = new TreeMap<>();
        SortedSet<String> counts = new TreeSet<>();
        List<Crash> crashes = new ArrayList<>();
        for (var entry : section.values().entrySet()) {
            Metric metric = topic.metric(entry.getKey())
                    .filter(defined -> defined.since() <= received.revision())
                    .orElseThrow(() -> new UnprocessableException(UnprocessableException.UNKNOWN_METRIC));
            if (!Vocabulary.accepts(metric, entry.getValue())) {
                throw new UnprocessableException(UnprocessableException.WRONG_VALUE);
            }
            if (entry.getValue() instanceof Value.UReports reports) {
                reports.json().forEach(json -> crash(json).ifPresent(crashes::add));
                continue;
            }
            byMetric.put(metric.name(), cells(metric, entry.getValue()));
            if (metric.type() == MetricType.COUNTS) {
                counts.add(metric.name());
            }
        }
        return new Observations(byMetric, counts, crashes);
    }

    /** Reduced once more: the node has done so, but who speaks for a node may be anybody. */
    private static Optional<Crash> crash(String json) {
        try {
            UReport report = UReports.read(json);
            return Optional.of(new Crash(
                    report.group(),
                    report.type(),
                    report.component(),
                    report.version(),
                    report.os(),
                    report.architecture(),
                    report.kernel(),
                    report.day(),
                    report.count(),
                    report.frames()));
        } catch (InvalidUReportException e) {
            return Optional.empty();
        }
    }

    private static SortedMap<String, Long> cells(Metric metric, Value value) {
        SortedMap<String, Long> cells = new TreeMap<>();
        if (value instanceof Value.Flag flag) {
            cells.put(Boolean.toString(flag.set()), 1L);
        } else if (value instanceof Value.Quantity quantity) {
            cells.put(metric.cellOf(quantity.amount()), 1L);
        } else if (value instanceof Value.Text text) {
            cells.put(text.text(), 1L);
        } else if (value instanceof Value.Counts counts) {
            counts.byKey().forEach((key, number) -> {
                // Who counted none of a kind does not have it.
                if (number > 0) {
                    cells.put(key, number);
                }
            });
        }
        return cells;
    }
}
