package org.openvz.vzstats.processor.vzstats.classic.internal;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;

/** The file system that the containers are on, from {@code df -k} and the script {@code fs}. Devices, which may bear names, are not kept. */
final class FileSystem {

    /** The end of a line, which is all of it that is looked at: size, used, free, per cent and mount point; a long device has a line of its own. */
    private static final Pattern NUMBERS = Pattern.compile(
            "(?<=\\s)(\\d{1,15})[ \\t]+(\\d{1,15})[ \\t]+(?:-?\\d{1,15}|-)[ \\t]+(?:\\d{1,3}%|-)[ \\t]+/");

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9._-]{0,31}");
    private static final long BYTES_PER_BLOCK = 1024;

    private FileSystem() {}

    /** {@return its type as the kernel names it; of several mounts at one place the last covers the others} */
    static Optional<String> type(String fs) {
        List<String> types = fs.lines().map(String::strip).toList();
        return types.isEmpty()
                ? Optional.empty()
                : Optional.of(types.get(types.size() - 1))
                        .filter(type -> TYPE.matcher(type).matches());
    }

    /** {@return its space; empty if the output is not of one file system} */
    static Optional<Host.Space> space(String df, Optional<String> type) {
        List<MatchResult> found = NUMBERS.matcher(df).results().limit(2).toList();
        if (found.size() != 1) {
            return Optional.empty();
        }
        long blocks = Long.parseLong(found.get(0).group(1));
        long used = Long.parseLong(found.get(0).group(2));
        return blocks > 0 && used <= blocks
                ? Optional.of(
                        new Host.Space(type.orElse(""), blocks * BYTES_PER_BLOCK, (blocks - used) * BYTES_PER_BLOCK))
                : Optional.empty();
    }
}
