package org.openvz.vzstats.processing.internal;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.report.ReportFiles;
import org.openvz.vzstats.report.ReportSection;
import org.openvz.vzstats.report.ReportWriter;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Submission;

/** Submissions and values for tests. */
final class Submissions {

    private Submissions() {}

    /** {@return a submission of that day with an empty section of each of these collectors} */
    static Submission of(LocalDate day, String... collectors) throws IOException {
        return from(Optional.empty(), day, collectors);
    }

    /** {@return the same from a country} */
    static Submission from(Optional<String> country, LocalDate day, String... collectors) throws IOException {
        List<ReportSection> sections = new ArrayList<>();
        for (String collector : collectors) {
            sections.add(new ReportSection(new Section(collector, new TreeMap<>()), 1));
        }
        UUID report = UUID.randomUUID();
        byte[] packed = ReportWriter.pack(ReportFiles.of(report, "0.1.0", day, sections))
                .packed();
        return new Submission(UUID.randomUUID(), report, packed, country);
    }

    /** {@return one value of one metric} */
    static Observations observations(String metric, String value, long number) {
        SortedMap<String, SortedMap<String, Long>> byMetric = new TreeMap<>();
        byMetric.put(metric, new TreeMap<>());
        byMetric.computeIfPresent(metric, (name, cells) -> {
            cells.put(value, number);
            return cells;
        });
        return new Observations(byMetric);
    }
}
