package org.openvz.vzstats.store.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;

/**
 * Submissions whose bytes are a plain text that says what they come to: a day, then a line per section,
 * {@code cpu cpu.model=epyc} or {@code disk disk.count=ssd:2+hdd:1} or {@code bad} and a reason.
 */
final class Samples {

    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    static final LocalDate TODAY = LocalDate.ofInstant(NOON, ZoneOffset.UTC);

    private Samples() {}

    static Submission submission(UUID node, LocalDate day, String... sections) {
        String text = day + "\n" + String.join("\n", sections);
        return new Submission(node, UUID.randomUUID(), text.getBytes(StandardCharsets.UTF_8), Optional.of("NZ"));
    }

    static Receipt receipt(Submission submission, Instant received) {
        return new Receipt(submission.report(), "0".repeat(64), received, "", "signature");
    }

    static void accept(Store store, Instant received, UUID node, LocalDate day, String... sections) {
        Submission submission = submission(node, day, sections);
        store.submissions().accept(submission, receipt(submission, received));
    }

    /** Takes all there is. */
    static int processAll(Store store) {
        int taken = 0;
        for (int batch = -1; batch != 0; taken += batch) {
            batch = store.submissions().process(7, PROCESSING);
        }
        return taken;
    }

    static final SubmissionStore.Processing PROCESSING = submission -> {
        List<String> lines =
                new String(submission.packed(), StandardCharsets.UTF_8).lines().toList();
        return new Processed(
                LocalDate.parse(lines.get(0)),
                lines.stream().skip(1).map(Samples::result).toList());
    };

    static SectionResult result(String line) {
        List<String> words = Arrays.asList(line.split(" ", -1));
        ReceivedSection section = new ReceivedSection(words.get(0), 1, line);
        return words.size() > 1 && words.get(1).equals("bad")
                ? new SectionResult.Quarantined(section, words.get(2))
                : new SectionResult.Accepted(section, observations(words.subList(1, words.size())));
    }

    private static Observations observations(List<String> metrics) {
        SortedMap<String, SortedMap<String, Long>> byMetric = new TreeMap<>();
        SortedSet<String> counts = new TreeSet<>();
        for (String metric : metrics) {
            int equals = metric.indexOf('=');
            String name = metric.substring(0, equals);
            String rest = metric.substring(equals + 1);
            SortedMap<String, Long> values = new TreeMap<>();
            if (name.endsWith("count")) {
                counts.add(name);
                Arrays.stream(rest.split("\\+"))
                        .filter(cell -> !cell.isEmpty())
                        .map(cell -> cell.split(":", -1))
                        .forEach(cell -> values.put(cell[0], Long.valueOf(cell[1])));
            } else {
                values.put(rest.replace('_', ' '), 1L);
            }
            byMetric.put(name, values);
        }
        return new Observations(byMetric, counts);
    }

    /** The counters as text, such as {@code openvz-7 disk.count ssd} to {@code 2/5}; and live nodes as {@code openvz-7}. */
    static Map<String, String> counters(Store store) {
        var snapshot = store.census().snapshot();
        Map<String, String> text = new TreeMap<>();
        snapshot.liveNodes().forEach((platform, nodes) -> text.put(platform, nodes.toString()));
        snapshot.counters()
                .forEach(counter -> text.put(
                        counter.platform() + " " + counter.metric() + " " + counter.value(),
                        counter.nodes() + "/" + counter.total()));
        return text;
    }
}
