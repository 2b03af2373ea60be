package org.openvz.vzstats.ureport;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A crash report of which only that is left which may be public. The JSON is all there is; the rest says of it what a server counts by.
 *
 * @param json a uReport 2
 * @param group the same for the same crash, whatever was built and rebuilt in between: 40 hex digits
 * @param type {@code core}, {@code python}, {@code kerneloops}, {@code java} or {@code ruby}
 * @param component the package that crashed; {@link PublicNames#OTHER} if it is in no public list
 * @param version of that package; empty if it is not known
 * @param os and its version, such as {@code fedora 24}
 * @param architecture such as {@code x86_64}
 * @param kernel its version; empty if it is not known
 * @param day when it crashed last, in UTC; empty if the report does not say
 * @param count how often it crashed since it was reported last
 * @param frames what the group is made by: functions, or where there are none places in builds, the innermost first
 */
public record UReport(
        String json,
        String group,
        String type,
        String component,
        String version,
        String os,
        String architecture,
        String kernel,
        Optional<LocalDate> day,
        int count,
        List<String> frames) {

    /** The most bytes of a uReport that is read. */
    public static final int MAX_BYTES = 256 * 1024;

    /** The most frames that are kept, the innermost. */
    public static final int MAX_FRAMES = 64;

    /** The most often a crash counts in one report. */
    public static final int MAX_COUNT = 1_000_000;

    /** Keeps a copy. */
    public UReport {
        frames = List.copyOf(frames);
    }
}
