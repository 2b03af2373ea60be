package org.openvz.vzstats.intake.rest.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.openvz.vzstats.report.Archive;
import org.openvz.vzstats.report.InvalidReportException;
import org.openvz.vzstats.report.InvalidReportException.Kind;
import org.openvz.vzstats.report.ReportFiles;
import org.openvz.vzstats.report.ReportLimits;
import org.openvz.vzstats.report.ReportWriter;

/**
 * The archive of the original client, {@code tar czf $OUT -C $OUTDIR .}: a directory {@code ./} and files {@code ./NAME} in any order, each
 * the output of the script it is named after, many of them empty.
 */
final class ClassicArchive {

    /** The section that holds the texts; the bundle that understands it goes by this name. */
    static final String COLLECTOR = "vzstats-classic";

    private static final int REVISION = 1;
    private static final String CLIENT = "original";
    private static final Pattern PLAIN_NAME = Pattern.compile("[^/\\p{Cntrl}]{1,255}");

    /** What the scripts of any version wrote that says something of a host; not lspci and top-ps, of which nothing is published. */
    private static final Set<String> KNOWN = Set.of(
            "collect.log",
            "cpuinfo",
            "df",
            "fs",
            "lsbrelease",
            "meminfo",
            "osrelease",
            "ostemplates",
            "uname",
            "vzlist",
            "vzversion-arch",
            "vzversion-deb",
            "vzversion-gentoo",
            "vzversion-rpm");

    private final UUID report;
    private final SortedMap<String, byte[]> files;

    private ClassicArchive(UUID report, SortedMap<String, byte[]> files) {
        this.report = report;
        this.files = files;
    }

    /**
     * Reads an archive. What an administrator's own scripts wrote is passed over, and goes no further.
     *
     * @throws InvalidReportException if it is none
     */
    static ClassicArchive read(byte[] packed, ReportLimits limits) throws InvalidReportException {
        SortedMap<String, byte[]> files = Archive.unpack(packed, limits, ClassicArchive::keep);
        if (files.values().stream().allMatch(file -> file.length == 0)) {
            throw new InvalidReportException(Kind.MALFORMED, "no file of the original client");
        }
        return new ClassicArchive(idOf(packed), files);
    }

    private static Optional<String> keep(String entry, boolean directory) throws InvalidReportException {
        String name = entry.startsWith("./") ? entry.substring(2) : entry;
        if (directory && name.isEmpty()) {
            return Optional.empty();
        }
        if (directory || !PLAIN_NAME.matcher(name).matches() || name.equals("..") || name.equals(".")) {
            throw new InvalidReportException(Kind.MALFORMED, "an entry that is no file of the one directory");
        }
        return Optional.of(name).filter(KNOWN::contains);
    }

    /** The same bytes are the same report: who sends them twice did not get the answer. */
    private static UUID idOf(byte[] packed) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(packed));
            // RFC 9562: version 8, an id by a hash of one's own choice.
            return new UUID(
                    (hash.getLong() & 0xffffffffffff0fffL) | 0x8000L,
                    (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** {@return the report's id, which its bytes give it} */
    UUID report() {
        return report;
    }

    /**
     * {@return the texts as a report of today with one section of a kind of its own}
     *
     * @param day when it came: nothing in it says when it was made
     * @throws IOException if they come to more than a report may
     */
    byte[] repacked(LocalDate day) throws IOException {
        ObjectNode texts = JsonNodeFactory.instance.objectNode();
        files.forEach((name, bytes) -> texts.put(name, new String(bytes, StandardCharsets.UTF_8)));
        ReportFiles.SectionText section = new ReportFiles.SectionText(COLLECTOR, REVISION, texts.toString());
        return ReportWriter.pack(ReportFiles.ofTexts(report, CLIENT, day, List.of(section)))
                .packed();
    }
}
