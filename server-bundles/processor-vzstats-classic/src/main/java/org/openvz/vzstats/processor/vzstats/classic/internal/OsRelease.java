package org.openvz.vzstats.processor.vzstats.classic.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release files of the distribution. Of each, {@code osrelease} has the last ten lines:
 *
 * <pre>
 * ==&gt; /etc/centos-release &lt;==
 * CentOS release 6.4 (Final)
 *
 * ==&gt; /etc/redhat-release &lt;==
 * CentOS release 6.4 (Final)
 * </pre>
 *
 * Where there is one only, without the line that names it. {@code lsbrelease} tells the same in other words, if it tells anything.
 */
final class OsRelease {

    private static final String OS_RELEASE = "/etc/os-release";
    private static final String REDHAT_RELEASE = "/etc/redhat-release";
    private static final String LSB_RELEASE = "/etc/lsb-release";

    private static final Pattern HEADER = Pattern.compile("==> (/etc/[a-z-]{1,40}-release) <==");
    private static final Pattern ID = Pattern.compile("(?m)^ID=");

    /** CentOS 7 says what it is in the first of more than ten lines, and once more here. */
    private static final Pattern CENTOS = Pattern.compile("(?m)^CPE_NAME=\"cpe:/o:centos:centos:(\\d{1,2})\"$");

    private static final Pattern LSB_ID =
            Pattern.compile("(?m)^(?:Distributor ID:\\s*|DISTRIB_ID=)\"?([^\"\\n]{1,60}?)\"?\\s*$");
    private static final Pattern LSB_VERSION =
            Pattern.compile("(?m)^(?:Release:\\s*|DISTRIB_RELEASE=)\"?([\\d.]{1,20})\"?\\s*$");

    /** Those that are all a distribution has, and what it calls itself where it has an os-release. */
    private static final Map<String, String> BY_FILE = Map.of(
            "/etc/gentoo-release", "gentoo",
            "/etc/arch-release", "arch",
            "/etc/altlinux-release", "altlinux");

    private static final Map<String, String> BY_TITLE = Map.of("Gentoo", "gentoo", "ALT Linux", "altlinux");

    /** What lsb_release calls a distribution, without blanks, and what it calls itself in os-release. */
    private static final Map<String, String> BY_LSB = Map.ofEntries(
            Map.entry("altlinux", "altlinux"),
            Map.entry("arch", "arch"),
            Map.entry("archlinux", "arch"),
            Map.entry("centos", "centos"),
            Map.entry("cloudlinux", "cloudlinux"),
            Map.entry("cloudlinuxserver", "cloudlinux"),
            Map.entry("debian", "debian"),
            Map.entry("enterpriseenterpriseserver", "ol"),
            Map.entry("fedora", "fedora"),
            Map.entry("gentoo", "gentoo"),
            Map.entry("linuxmint", "linuxmint"),
            Map.entry("mageia", "mageia"),
            Map.entry("oracleserver", "ol"),
            Map.entry("redhatenterpriselinux", "rhel"),
            Map.entry("redhatenterpriseserver", "rhel"),
            Map.entry("scientific", "scientific"),
            Map.entry("slackware", "slackware"),
            Map.entry("ubuntu", "ubuntu"),
            Map.entry("virtuozzo", "virtuozzo"));

    private OsRelease() {}

    /** {@return the files by path, with an os-release if only others tell the distribution} */
    static Map<String, String> files(String osrelease, String lsbrelease) {
        Map<String, String> files = split(osrelease);
        if (tells(files)) {
            return files;
        }
        files.remove(OS_RELEASE, "");
        String lsb = lsbrelease + "\n" + files.getOrDefault(LSB_RELEASE, "");
        Optional<String> id = files.keySet().stream()
                .filter(BY_FILE::containsKey)
                .map(path -> BY_FILE.getOrDefault(path, ""))
                .findFirst()
                .or(() -> first(LSB_ID, lsb).map(OsRelease::lsbId));
        String version = first(LSB_VERSION, lsb).orElse("");
        id.ifPresent(name -> files.put(OS_RELEASE, "ID=" + name + "\nVERSION_ID=" + version + "\n"));
        return files;
    }

    private static boolean tells(Map<String, String> files) {
        String osRelease = files.getOrDefault(OS_RELEASE, "");
        Optional<String> centos = first(CENTOS, osRelease);
        if (!ID.matcher(osRelease).find() && centos.isPresent()) {
            files.put(OS_RELEASE, "ID=centos\nVERSION_ID=" + centos.get() + "\n");
            return true;
        }
        return ID.matcher(osRelease).find()
                || !files.getOrDefault(REDHAT_RELEASE, "").isBlank();
    }

    private static Map<String, String> split(String osrelease) {
        Map<String, StringBuilder> texts = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        boolean named = false;
        for (String line : osrelease.lines().toList()) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                text = texts.computeIfAbsent(header.group(1), path -> new StringBuilder());
                named = true;
            } else {
                text.append(line).append('\n');
            }
        }
        if (!named && !osrelease.isBlank()) {
            texts.put(only(osrelease), text);
        }
        Map<String, String> files = new HashMap<>();
        texts.forEach((path, content) -> files.put(path, content.toString()));
        return files;
    }

    /** {@return which file a text without a name is} */
    private static String only(String text) {
        if (ID.matcher(text).find() || CENTOS.matcher(text).find()) {
            return OS_RELEASE;
        }
        if (LSB_ID.matcher(text).find()) {
            return LSB_RELEASE;
        }
        return BY_TITLE.entrySet().stream()
                .filter(title -> text.startsWith(title.getKey()))
                .map(title -> "/etc/" + title.getValue() + "-release")
                .findFirst()
                .orElse(REDHAT_RELEASE);
    }

    private static String lsbId(String name) {
        return BY_LSB.getOrDefault(name.toLowerCase(Locale.ROOT).replace(" ", ""), "other");
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
