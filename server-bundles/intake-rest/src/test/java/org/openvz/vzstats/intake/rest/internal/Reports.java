package org.openvz.vzstats.intake.rest.internal;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.report.ReportFiles;
import org.openvz.vzstats.report.ReportSection;
import org.openvz.vzstats.report.ReportWriter;

/** Reports as a node packs them. */
final class Reports {

    private Reports() {}

    static byte[] packed(UUID report) throws IOException {
        Section disk = new Section.Builder("disk").count("disk.count", "ssd", 2).build();
        ReportFiles files =
                ReportFiles.of(report, "0.1.0", LocalDate.of(2026, 11, 22), List.of(new ReportSection(disk, 1)));
        return ReportWriter.pack(files).packed();
    }
}
