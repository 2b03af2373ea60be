package org.openvz.vzstats.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The files of a report, before they are packed: exactly what leaves, in a form its owner can read.
 *
 * @param report the report's own random id
 * @param byName file name to its text
 */
public record ReportFiles(UUID report, SortedMap<String, String> byName) {

    /** Keeps a copy. */
    public ReportFiles {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    /** {@return the manifest and the section files of a report} */
    public static ReportFiles of(UUID report, String client, LocalDate day, List<ReportSection> sections) {
        SortedMap<String, String> files = new TreeMap<>();
        ObjectNode manifest = SectionJson.MAPPER.createObjectNode();
        manifest.put("format", Manifest.FORMAT);
        manifest.put("report", report.toString());
        manifest.put("client", client);
        manifest.put("day", day.toString());
        ArrayNode entries = manifest.putArray("sections");
        sections.stream()
                .sorted(Comparator.comparing(section -> section.section().collector()))
                .forEach(section -> {
                    String text = SectionJson.encode(section.section());
                    Manifest.Entry entry = new Manifest.Entry(
                            section.section().collector(),
                            section.revision(),
                            sha256(text.getBytes(StandardCharsets.UTF_8)));
                    entries.addObject()
                            .put("collector", entry.collector())
                            .put("revision", entry.revision())
                            .put("sha256", entry.sha256());
                    files.put(entry.file(), text);
                });
        files.put(Manifest.FILE, Lines.of(manifest));
        return new ReportFiles(report, files);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
