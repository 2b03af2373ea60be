package org.openvz.vzstats.processing.internal;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.report.InvalidReportException;
import org.openvz.vzstats.report.Manifest;
import org.openvz.vzstats.report.ReceivedReport;
import org.openvz.vzstats.report.ReportReader;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.Processor;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;
import org.openvz.vzstats.server.api.Translator;
import org.openvz.vzstats.server.api.UnprocessableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a processor make values of each section, after a translator if there is one for it. Nothing a node sends and nothing a processor does makes it fail: that would hold up
 * everything behind it.
 */
final class SubmissionProcessing implements SubmissionStore.Processing, SubmissionStore.SectionProcessing {

    /** The collector that a report which cannot be read goes to quarantine under. */
    static final String WHOLE_REPORT = "report";

    /** Of the metrics file that defines what the server knows of a node. */
    private static final int NODE_REVISION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(SubmissionProcessing.class);

    private final Processors processors;
    private final InstantSource clock;

    SubmissionProcessing(Processors processors, InstantSource clock) {
        this.processors = processors;
        this.clock = clock;
    }

    @Override
    public Processed process(Submission submission) {
        try {
            ReceivedReport report = ReportReader.read(submission.packed());
            List<SectionResult> results = new ArrayList<>();
            for (Manifest.Entry entry : report.manifest().sections()) {
                results.addAll(process(section(report, entry)));
            }
            // Of a report of which nothing counts its country does not either: the node has not said a thing.
            if (results.stream().anyMatch(SectionResult.Accepted.class::isInstance)) {
                submission.country().map(SubmissionProcessing::from).ifPresent(results::add);
            }
            return new Processed(day(report.manifest().day()), results);
        } catch (InvalidReportException e) {
            // The intake has read it, so the rules have changed since, or the store its bytes.
            ReceivedSection whole =
                    new ReceivedSection(WHOLE_REPORT, 1, Base64.getEncoder().encodeToString(submission.packed()));
            return new Processed(
                    today(), List.of(new SectionResult.Quarantined(whole, UnprocessableException.MALFORMED)));
        }
    }

    /** {@return what the server itself knows of the node} */
    private static SectionResult from(String country) {
        SortedMap<String, SortedMap<String, Long>> values = new TreeMap<>();
        values.put(Observations.COUNTRY, new TreeMap<>(Map.of(country, 1L)));
        return new SectionResult.Accepted(
                new ReceivedSection(Observations.NODE, NODE_REVISION, ""), new Observations(values));
    }

    @Override
    public List<SectionResult> process(ReceivedSection section) {
        if (isReserved(section)) {
            return List.of(reserved(section));
        }
        Optional<Translator> translator = processors.translator(section.collector());
        if (translator.isEmpty()) {
            return List.of(values(section));
        }
        try {
            return translator.get().translate(section).stream()
                    .map(this::values)
                    .toList();
        } catch (UnprocessableException e) {
            return List.of(new SectionResult.Quarantined(section, e.reason()));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return List.of(failed(section, "translator", e));
        }
    }

    /** A node, or a translator, that says where it is would be believed as if we had found out. */
    private static boolean isReserved(ReceivedSection section) {
        return section.collector().equals(Observations.NODE);
    }

    private static SectionResult reserved(ReceivedSection section) {
        return new SectionResult.Quarantined(section, UnprocessableException.RESERVED);
    }

    private SectionResult values(ReceivedSection section) {
        if (isReserved(section)) {
            return reserved(section);
        }
        Optional<Processor> processor = processors.of(section.collector());
        if (processor.isEmpty()) {
            return new SectionResult.Quarantined(section, UnprocessableException.UNKNOWN_COLLECTOR);
        }
        try {
            Observations observations = processor.get().process(section);
            // Whether they fit its counters, the store asks.
            return observations != null
                    ? new SectionResult.Accepted(section, observations)
                    : new SectionResult.Quarantined(section, UnprocessableException.WRONG_VALUE);
        } catch (UnprocessableException e) {
            return new SectionResult.Quarantined(section, e.reason());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return failed(section, "processor", e);
        }
    }

    /** A LinkageError: its bundle is being swapped. The message may hold what the node sent, so it is not logged. */
    private static SectionResult failed(ReceivedSection section, String who, Throwable failure) {
        LOG.warn(
                "The {} of {} failed: {}",
                who,
                section.collector(),
                failure.getClass().getName());
        return new SectionResult.Quarantined(section, UnprocessableException.PROCESSOR_FAILED);
    }

    private static ReceivedSection section(ReceivedReport report, Manifest.Entry entry) {
        String content = String.valueOf(report.contents().get(entry.collector()));
        // JSON has no such character, and no database keeps it.
        return new ReceivedSection(entry.collector(), entry.revision(), content.replace('\0', '\uFFFD'));
    }

    /** A clock that is wrong once must not outrank every later report, nor be a date that no database keeps. */
    private LocalDate day(LocalDate stated) {
        LocalDate today = today();
        boolean sane = stated.isAfter(LocalDate.EPOCH) && !stated.isAfter(today.plusDays(1));
        return sane ? stated : today;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
