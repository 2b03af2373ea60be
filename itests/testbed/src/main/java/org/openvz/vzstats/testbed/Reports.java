package org.openvz.vzstats.testbed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.report.ReportFiles;
import org.openvz.vzstats.report.ReportSection;
import org.openvz.vzstats.report.ReportWriter;

/** Reports as a node would make them, good and bad. */
public final class Reports {

    private Reports() {}

    /** {@return a report of a plain host with so many sockets} */
    public static byte[] plain(UUID id, int sockets) throws IOException {
        return of(
                id,
                section("platform", Map.of("platform.product", new Value.Text("plain"))),
                section("cpu", Map.of("cpu.sockets", new Value.Quantity(sockets))));
    }

    public static byte[] of(UUID id, ReportSection... sections) throws IOException {
        return ReportWriter.pack(ReportFiles.of(id, "0.1.0", LocalDate.now(ZoneOffset.UTC), List.of(sections)))
                .packed();
    }

    public static ReportSection section(String collector, Map<String, Value> values) {
        return new ReportSection(new Section(collector, new TreeMap<>(values)), 1);
    }

    /** {@return a few kilobytes that unpack to 200 MiB} */
    public static byte[] bomb() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                gzip.write(zeros);
            }
        }
        return bomb.toByteArray();
    }
}
