package org.openvz.vzstats.node.core.internal;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The last net: recognises texts that look like an address, a path or a serial, or that hold a name of this machine, its guests or its
 * users, although the vocabulary of their metric would let them pass. The first net is the collector's allow-list, the second the data dictionary.
 */
final class PersonalData implements Predicate<String> {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

    private static final List<Pattern> SHAPES = List.of(
            // IPv4, and as in the host names of clouds, ip-10-0-0-1; no version of more parts, of greater ones, or
            // within a word
            Pattern.compile(
                    "(?<![0-9A-Za-z])(?<!\\d[.-])" + OCTET + "([.-])(" + OCTET + "\\1){2}" + OCTET + "(?!\\1?\\d)"),
            // IPv6: three groups at least, or a double colon
            Pattern.compile("(?i)([0-9a-f]{1,4}:){3,}|::[0-9a-f]|[0-9a-f]::"),
            // MAC, also as switches write it
            Pattern.compile("(?i)([0-9a-f]{2}[:-]){5}[0-9a-f]{2}|\\b[0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4}\\b"),
            // UUID
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
            // e-mail; in CPU models " @ 2.40GHz" has blanks
            Pattern.compile("\\S@\\S"),
            // a host name under a common domain
            Pattern.compile(
                    "(?i)\\b[a-z0-9-]+(\\.[a-z0-9-]+)*\\.(com|net|org|info|biz|ru|su|de|eu|io|cloud|local|lan|internal|localdomain)\\b"),
            // a host name of three parts under any domain, but no version, which has a part of digits only
            Pattern.compile(
                    "(?i)(?<![a-z0-9.-])[a-z][a-z0-9-]*(\\.(?!\\d+\\.)[a-z0-9-]+)+\\.[a-z]{2,}(?![a-z0-9.-]*[a-z0-9])"),
            // a path, but no ratio such as RAID 1/0 and no family such as Westmere E56xx/L56xx/X56xx
            Pattern.compile("(^|\\s)~?/\\S|(^|\\s)[a-z._~-][^\\s/]*/[^\\s/]+/|\\\\"),
            // a serial, a hash, a WWN; in a word of its own also a MAC without its colons, and the short id of a
            // container
            Pattern.compile("(?i)[0-9a-f]{16,}|\\b[0-9a-f]{12,}\\b"));

    private final OwnNames names;

    PersonalData(OwnNames names) {
        this.names = names;
    }

    @Override
    public boolean test(String text) {
        return names.in(text)
                || SHAPES.stream().anyMatch(shape -> shape.matcher(text).find());
    }
}
