package org.openvz.vzstats.node.core.internal;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The last net: recognises texts that look like an address, a name of a machine or a person, a path or a serial, although the vocabulary
 * of their metric would let them pass. The first net is the collector's allow-list, the second the data dictionary.
 */
final class PersonalData implements Predicate<String> {

    private static final List<Pattern> SHAPES = List.of(
            // IPv4
            Pattern.compile("(?<![\\d.])(\\d{1,3}\\.){3}\\d{1,3}(?![\\d.])"),
            // IPv6: three groups at least, or a double colon
            Pattern.compile("(?i)([0-9a-f]{1,4}:){3,}|::[0-9a-f]|[0-9a-f]::"),
            // MAC
            Pattern.compile("(?i)([0-9a-f]{2}[:-]){5}[0-9a-f]{2}"),
            // UUID
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
            // e-mail; in CPU models " @ 2.40GHz" has blanks
            Pattern.compile("\\S@\\S"),
            // a host name under a domain, but no version such as 2.6.32
            Pattern.compile(
                    "(?i)\\b[a-z0-9-]+(\\.[a-z0-9-]+)*\\.(com|net|org|info|biz|ru|su|de|eu|io|cloud|local|lan|internal|localdomain)\\b"),
            // a path, but no ratio such as RAID 1/0
            Pattern.compile("(^|\\s)/[^\\s]|[^\\s/]+/[^\\s/]+/|\\\\"),
            // a serial, a hash, a WWN
            Pattern.compile("(?i)(?<![0-9a-z])(?=[0-9a-f]*[0-9])[0-9a-f]{16,}(?![0-9a-z])"));

    @Override
    public boolean test(String text) {
        return SHAPES.stream().anyMatch(shape -> shape.matcher(text).find());
    }
}
