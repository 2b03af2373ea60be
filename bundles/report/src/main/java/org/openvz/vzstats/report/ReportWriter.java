package org.openvz.vzstats.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.openvz.vzstats.api.Report;

/** Packs a report: sorted entries, no times, no owners, so that equal files give equal bytes. */
public final class ReportWriter {

    private ReportWriter() {}

    /**
     * Packs the files of a report.
     *
     * @throws IOException if they come to more than {@link ReportLimits} allow
     */
    public static Report pack(ReportFiles files) throws IOException {
        if (files.byName().size() > ReportLimits.ENTRIES) {
            throw new IOException("a report of more than " + ReportLimits.ENTRIES + " files");
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(
                new GzipCompressorOutputStream(packed, parameters()), StandardCharsets.UTF_8.name())) {
            for (Map.Entry<String, String> file : files.byName().entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                entry.setModTime(0L);
                entry.setIds(0, 0);
                entry.setNames("", "");
                entry.setMode(0644);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
            tar.finish();
            if (tar.getBytesWritten() > ReportLimits.UNPACKED_BYTES) {
                throw new IOException("a report of more than " + ReportLimits.UNPACKED_BYTES + " bytes");
            }
        }
        if (packed.size() > ReportLimits.PACKED_BYTES) {
            throw new IOException("a report of more than " + ReportLimits.PACKED_BYTES + " bytes packed");
        }
        return new Report(files.report(), packed.toByteArray());
    }

    private static GzipParameters parameters() {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
        return parameters;
    }
}
