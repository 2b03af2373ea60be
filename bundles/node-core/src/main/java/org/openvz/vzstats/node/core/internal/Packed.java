package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.report.ReportFiles;
import org.openvz.vzstats.report.ReportSection;
import org.openvz.vzstats.report.ReportWriter;

/**
 * A report within its limits.
 *
 * @param files what is in it
 * @param report the same, packed
 * @param leftOut the collectors whose sections had to stay out, the largest first, so that the others can go
 */
record Packed(ReportFiles files, Report report, Set<String> leftOut) {

    static Packed of(UUID id, String version, LocalDate day, List<ReportSection> sections) {
        List<ReportSection> kept = new ArrayList<>(sections);
        Set<String> leftOut = new TreeSet<>();
        while (true) {
            ReportFiles files = ReportFiles.of(id, version, day, kept);
            try {
                return new Packed(files, ReportWriter.pack(files), leftOut);
            } catch (IOException e) {
                ReportSection largest = kept.stream()
                        .max(Comparator.comparing(section -> size(files, section)))
                        .orElseThrow(() -> new IllegalStateException("a report of nothing is never too large", e));
                kept.remove(largest);
                leftOut.add(largest.section().collector());
            }
        }
    }

    private static int size(ReportFiles files, ReportSection section) {
        return files.byName()
                .getOrDefault(section.section().collector() + ".json", "")
                .length();
    }
}
