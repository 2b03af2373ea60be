package org.openvz.vzstats.collector.support.container;

import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The OS templates that the makers of OpenVZ and Virtuozzo offer, and that their users know by this name: {@code centos-6-x86_64}. */
public final class OsTemplates {

    /** A distribution, its release, and maybe an architecture and a size; as in the metrics files. */
    public static final Pattern PUBLIC = Pattern.compile(
            "(" + String.join("|", new TreeSet<>(Distribution.names()))
                    + ")-\\d{1,5}(\\.\\d{1,3})?(-(x86|x86_64|i386|i686|amd64|ia64|aarch64|arm64|ppc64|ppc64le))?(-(minimal|devel|default))?");

    private static final int MAX_LENGTH = 64;

    private OsTemplates() {}

    /** {@return the name of a template if it is a public one; {@code other} if its owner chose it; empty if there is none} */
    public static Optional<String> word(String template) {
        String name = template.strip();
        // A leading dot says "of the distribution's own name space", and no more.
        String bare = name.startsWith(".") ? name.substring(1) : name;
        if (bare.isEmpty() || bare.equals("-")) {
            return Optional.empty();
        }
        boolean known = bare.length() <= MAX_LENGTH && PUBLIC.matcher(bare).matches();
        return Optional.of(known ? bare : "other");
    }
}
