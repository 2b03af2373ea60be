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
        return ofTexts(
                report,
                client,
                day,
                sections.stream()
                        .map(section -> new SectionText(
                                section.section().collector(),
                                section.revision(),
                                SectionJson.encode(section.section())))
                        .toList());
    }

    /** {@return the manifest and the section files of a report whose sections are none of metrics and values} */
    public static ReportFiles ofTexts(UUID report, String client, LocalDate day, List<SectionText> sections) {
        SortedMap<String, String> files = new TreeMap<>();
        ObjectNode manifest = SectionJson.MAPPER.createObjectNode();
        manifest.put("format", Manifest.FORMAT);
        manifest.put("report", report.toString());
        manifest.put("client", client);
        manifest.put("day", day.toString());
        ArrayNode entries = manifest.putArray("sections");
        sections.stream().sorted(Comparator.comparing(SectionText::collector)).forEach(section -> {
            Manifest.Entry entry = new Manifest.Entry(
                    section.collector(),
                    section.revision(),
                    sha256(section.text().getBytes(StandardCharsets.UTF_8)));
            entries.addObject()
                    .put("collector", entry.collector())
                    .put("revision", entry.revision())
                    .put("sha256", entry.sha256());
            files.put(entry.file(), section.text());
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

    /**
     * A section as the text of its file.
     *
     * @param collector the topic
     * @param revision of what the text follows
     * @param text of the file
     */
    public record SectionText(String collector, int revision, String text) {}
}
