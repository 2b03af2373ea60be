package org.openvz.vzstats.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The file {@code manifest.json} of a report:
 *
 * <pre>{@code
 * {
 *   "format" : 2,
 *   "report" : "3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e",
 *   "client" : "0.1.0",
 *   "day" : "2026-11-22",
 *   "sections" : [ {
 *     "collector" : "cpu",
 *     "revision" : 1,
 *     "sha256" : "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
 *   } ]
 * }
 * }</pre>
 *
 * @param format always {@value #FORMAT}
 * @param report the report's own random id
 * @param client the version of the client
 * @param day the day it was made, in UTC; not the time, which would tell more than anybody needs
 * @param sections what is in it, sorted by collector
 */
@JsonPropertyOrder({"format", "report", "client", "day", "sections"})
public record Manifest(int format, UUID report, String client, LocalDate day, List<Entry> sections) {

    /** The version of the report format. */
    public static final int FORMAT = 2;

    /** The name of the manifest's file. */
    public static final String FILE = "manifest.json";

    private static final Pattern CLIENT = Pattern.compile("[0-9A-Za-z.+-]{1,32}");
    private static final Pattern COLLECTOR = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Checks that it is whole. */
    public Manifest {
        require(format == FORMAT, "format is not " + FORMAT);
        require(report != null, "report is missing");
        require(client != null && CLIENT.matcher(client).matches(), "client is no version");
        require(day != null, "day is missing");
        require(sections != null, "sections are missing");
        sections = List.copyOf(sections);
    }

    /**
     * One section's file.
     *
     * @param collector the topic; its file is the name with {@code .json}
     * @param revision the revision of the metrics file it follows, from 1
     * @param sha256 of the file, in lower case hex
     */
    @JsonPropertyOrder({"collector", "revision", "sha256"})
    public record Entry(String collector, int revision, String sha256) {

        /** Checks that it is whole. */
        public Entry {
            require(collector != null && COLLECTOR.matcher(collector).matches(), "a section's collector is no name");
            require(!collector.equals("manifest"), "a section's collector is called manifest");
            require(revision >= 1, "a section's revision is below 1");
            require(sha256 != null && SHA256.matcher(sha256).matches(), "a section's sha256 is none");
        }

        /** {@return the name of the section's file} */
        public String file() {
            return collector + ".json";
        }
    }

    private static void require(boolean whole, String otherwise) {
        if (!whole) {
            throw new IllegalArgumentException("manifest: " + otherwise);
        }
    }
}
