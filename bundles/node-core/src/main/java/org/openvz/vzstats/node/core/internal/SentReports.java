package org.openvz.vzstats.node.core.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Node.Attached;
import org.openvz.vzstats.api.Node.History;
import org.openvz.vzstats.api.Node.Sent;
import org.openvz.vzstats.api.Node.SentReport;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.openvz.vzstats.report.InvalidReportException;
import org.openvz.vzstats.report.Manifest;
import org.openvz.vzstats.report.ReportLimits;
import org.openvz.vzstats.report.ReportReader;

/**
 * The exact bytes of the last reports that were sent, and for each destination when, under which policy, and what was answered. One
 * file per report, {@code 000123-<id>.tar.gz}, and beside it a small one for each destination, {@code 000123-<id>.http.json}.
 *
 * <p>A report is put here before it leaves the outbox: after a crash between the two it is in both, and is delivered once more. What is
 * damaged is left out, and counted.
 */
final class SentReports {

    private static final Pattern NAME = Pattern.compile(
            "(\\d{6,9})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.(?:tar\\.gz|([a-z0-9-]+)\\.json)");
    /** Whose receipts were brought by hand. */
    private static final String CARRIED = "carried";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A receipt has some 400 bytes. */
    private static final int MAX_ANSWER = 16 * 1024;

    private final Path directory;
    private final int maxReports;
    private final long maxBytes;
    private final Clock clock;

    /**
     * Keeps what was sent.
     *
     * @param maxReports the most reports that are kept
     * @param maxBytes the most bytes of their files
     */
    SentReports(Path directory, int maxReports, long maxBytes, Clock clock) {
        if (maxReports < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("history.reports and history.bytes must be above 0");
        }
        this.directory = directory;
        this.maxReports = maxReports;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** The files of one report. */
    private record Entry(int number, UUID id, Optional<Path> packed, List<Path> records) {

        Entry with(Path packed) {
            return new Entry(number, id, Optional.of(packed), records);
        }

        long bytes() throws IOException {
            long bytes = packed.isEmpty() ? 0 : Files.size(packed.get());
            for (Path record : records) {
                bytes += Files.size(record);
            }
            return bytes;
        }
    }

    /**
     * Keeps a report that was sent; when this returns, it survives a power cut.
     *
     * @param policy why it was allowed
     * @param answer what the receiver said
     */
    synchronized void add(Report report, String destination, String policy, String answer) throws IOException {
        add(report.id(), report.packed(), destination, policy, answer);
    }

    private void add(UUID id, byte[] packed, String destination, String policy, String answer) throws IOException {
        DurableFiles.directory(directory);
        NavigableMap<Integer, Entry> entries = entries();
        Optional<Entry> known =
                entries.values().stream().filter(entry -> entry.id().equals(id)).findFirst();
        int number = known.map(Entry::number).orElse(entries.isEmpty() ? 1 : entries.lastKey() + 1);
        // In digits that are read again, whatever the machine's language.
        String name = String.format(Locale.ROOT, "%06d-%s", number, id);
        if (known.flatMap(Entry::packed).isEmpty()) {
            DurableFiles.write(directory.resolve(name + ".tar.gz"), packed);
        }
        String said = answer.length() > MAX_ANSWER ? answer.substring(0, MAX_ANSWER) : answer;
        byte[] content = JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("time", clock.instant().toString())
                .put("destination", destination)
                .put("policy", policy)
                .put("answer", said)
                .put("sha256", DurableFiles.sha256(packed)));
        DurableFiles.write(directory.resolve(name + "." + destination + ".json"), content);
        trim();
    }

    /** What can be read, and how much cannot. */
    synchronized History read() throws IOException {
        List<Sent> deliveries = new ArrayList<>();
        int damaged = 0;
        for (Entry entry : entries().values()) {
            Optional<SentReport> report = entry.records().isEmpty() ? Optional.empty() : read(entry);
            report.ifPresent(whole -> deliveries.addAll(whole.deliveries()));
            damaged += entry.records().size()
                    - report.map(whole -> whole.deliveries().size()).orElse(0);
        }
        return new History(deliveries, damaged);
    }

    /** {@return one report exactly as it was sent; empty if there is none of this number, or it is damaged} */
    synchronized Optional<SentReport> read(int number) throws IOException {
        Entry entry = entries().get(number);
        return entry == null || entry.records().isEmpty() ? Optional.empty() : read(entry);
    }

    /** {@return what was sent last} */
    synchronized Optional<Sent> last() throws IOException {
        for (Entry entry : entries().descendingMap().values()) {
            Optional<Sent> last = entry.records().isEmpty()
                    ? Optional.empty()
                    : read(entry).flatMap(report -> report.deliveries().stream()
                            .max((one, other) -> one.time().compareTo(other.time())));
            if (last.isPresent()) {
                return last;
            }
        }
        return Optional.empty();
    }

    /** Keeps the receipt of a report that was carried by hand, if it is one of ours. */
    synchronized Attached attach(String receipt) throws IOException {
        JsonNode json = receipt.length() > MAX_ANSWER ? JSON.nullNode() : tree(receipt);
        String report = json.path("report").asText();
        String sha256 = json.path("sha256").asText();
        if (report.isEmpty() || sha256.isEmpty()) {
            return refused("this is no receipt of a census server");
        }
        for (Entry entry : entries().values()) {
            if (entry.id().toString().equals(report) && entry.packed().isPresent()) {
                byte[] packed = Files.readAllBytes(entry.packed().get());
                if (!DurableFiles.sha256(packed).equals(sha256)) {
                    return refused("the receipt is for other bytes than those of report " + entry.number());
                }
                add(entry.id(), packed, CARRIED, "a person brought the receipt", receipt.strip());
                return new Attached(Optional.of(entry.number()), Optional.empty());
            }
        }
        return refused("the receipt is for a report that is not in the history");
    }

    /** Removes everything. */
    synchronized void forget() throws IOException {
        for (Entry entry : entries().values()) {
            remove(entry);
        }
    }

    private static Attached refused(String problem) {
        return new Attached(Optional.empty(), Optional.of(problem));
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json == null ? JSON.nullNode() : json;
        } catch (IOException e) {
            return JSON.nullNode();
        }
    }

    /** {@return the report and those of its deliveries that are whole} */
    private static Optional<SentReport> read(Entry entry) throws IOException {
        if (entry.packed().isEmpty()) {
            return Optional.empty();
        }
        byte[] packed = Files.readAllBytes(entry.packed().get());
        SortedMap<String, String> files;
        List<String> sections;
        try {
            files = ReportReader.files(packed);
            sections = ReportReader.read(packed).manifest().sections().stream()
                    .map(Manifest.Entry::collector)
                    .toList();
        } catch (InvalidReportException e) {
            return Optional.empty();
        }
        String sha256 = DurableFiles.sha256(packed);
        List<Sent> deliveries = new ArrayList<>();
        for (Path record : entry.records()) {
            JsonNode json = Files.size(record) > 8L * MAX_ANSWER ? JSON.nullNode() : tree(text(record));
            time(json)
                    .filter(time -> json.path("sha256").asText().equals(sha256))
                    .ifPresent(time -> deliveries.add(new Sent(
                            entry.number(),
                            entry.id().toString(),
                            time,
                            packed.length,
                            sections,
                            json.path("destination").asText(),
                            json.path("policy").asText(),
                            json.path("answer").asText())));
        }
        deliveries.sort(Comparator.comparing(Sent::time));
        return deliveries.isEmpty() ? Optional.empty() : Optional.of(new SentReport(deliveries, files));
    }

    /** {@return the text; bytes that are none become characters that are no JSON} */
    private static String text(Path record) throws IOException {
        return new String(Files.readAllBytes(record), StandardCharsets.UTF_8);
    }

    private static Optional<Instant> time(JsonNode json) {
        try {
            return Optional.of(Instant.parse(json.path("time").asText()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private NavigableMap<Integer, Entry> entries() throws IOException {
        NavigableMap<Integer, Entry> entries = new TreeMap<>();
        if (Files.notExists(directory)) {
            return entries;
        }
        List<Path> sorted = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(sorted::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        sorted.sort(null);
        for (Path file : sorted) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (DurableFiles.isUnfinished(file)) {
                // Left by a crash.
                Files.deleteIfExists(file);
            } else if (name.matches() && isOurs(file)) {
                int number = Integer.parseInt(name.group(1));
                Entry entry = entries.computeIfAbsent(
                        number,
                        unknown ->
                                new Entry(number, UUID.fromString(name.group(2)), Optional.empty(), new ArrayList<>()));
                if (name.group(3) == null) {
                    entries.put(number, entry.with(file));
                } else {
                    entry.records().add(file);
                }
            }
        }
        return entries;
    }

    private static boolean isOurs(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= ReportLimits.PACKED_BYTES;
    }

    /** Lets the oldest go beyond the bounds; never the last. */
    private void trim() throws IOException {
        long bytes = 0;
        int reports = 0;
        for (Entry entry : entries().descendingMap().values()) {
            bytes += entry.bytes();
            reports++;
            if (reports > maxReports || (bytes > maxBytes && reports > 1)) {
                remove(entry);
            }
        }
    }

    private static void remove(Entry entry) throws IOException {
        for (Path record : entry.records()) {
            Files.deleteIfExists(record);
        }
        if (entry.packed().isPresent()) {
            Files.deleteIfExists(entry.packed().get());
        }
    }
}
