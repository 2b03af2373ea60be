package org.openvz.vzstats.collector.support.container;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A distribution that containers run.
 *
 * @param name its public name, or {@code other}
 * @param version its numbers
 */
record Distribution(String name, Optional<String> version) {

    static final Distribution OTHER = new Distribution("other", Optional.empty());

    private static final Pattern VERSION = Pattern.compile("(\\d{1,5}(?:\\.\\d{1,3})?)(?:-?[Ss]tream|\\.\\d{1,6})?");

    /** Of {@code centos-7-x86_64} and {@code .ubuntu-22.04}. */
    private static final Pattern TEMPLATE = Pattern.compile("\\.?([A-Za-z]{2,20})-(\\d{1,5}(?:\\.\\d{1,3})?)(?:-.*)?");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("almalinux", "almalinux"),
            Map.entry("alpine", "alpine"),
            Map.entry("alpinelinux", "alpine"),
            Map.entry("alt", "altlinux"),
            Map.entry("altlinux", "altlinux"),
            Map.entry("amazonlinux", "amzn"),
            Map.entry("amzn", "amzn"),
            Map.entry("anolis", "anolis"),
            Map.entry("arch", "arch"),
            Map.entry("archlinux", "arch"),
            Map.entry("busybox", "busybox"),
            Map.entry("centos", "centos"),
            Map.entry("cloudlinux", "cloudlinux"),
            Map.entry("debian", "debian"),
            Map.entry("devuan", "devuan"),
            Map.entry("fedora", "fedora"),
            Map.entry("gentoo", "gentoo"),
            Map.entry("kali", "kali"),
            Map.entry("mint", "linuxmint"),
            Map.entry("linuxmint", "linuxmint"),
            Map.entry("mageia", "mageia"),
            Map.entry("nixos", "nixos"),
            Map.entry("ol", "ol"),
            Map.entry("oracle", "ol"),
            Map.entry("oraclelinux", "ol"),
            Map.entry("openeuler", "openEuler"),
            Map.entry("opensuse", "opensuse"),
            Map.entry("openwrt", "openwrt"),
            Map.entry("plamo", "plamo"),
            Map.entry("redhat", "rhel"),
            Map.entry("rhel", "rhel"),
            Map.entry("rocky", "rocky"),
            Map.entry("rockylinux", "rocky"),
            Map.entry("scientific", "scientific"),
            Map.entry("slackware", "slackware"),
            Map.entry("sles", "sles"),
            Map.entry("suse", "suse"),
            Map.entry("ubuntu", "ubuntu"),
            Map.entry("void", "void"),
            Map.entry("voidlinux", "void"),
            Map.entry("vzlinux", "vzlinux"));

    private static final Map<String, String> DEBIAN = Map.of(
            "squeeze", "6",
            "wheezy", "7",
            "jessie", "8",
            "stretch", "9",
            "buster", "10",
            "bullseye", "11",
            "bookworm", "12",
            "trixie", "13",
            "forky", "14");

    private static final Map<String, String> UBUNTU = Map.of(
            "precise", "12.04",
            "trusty", "14.04",
            "xenial", "16.04",
            "bionic", "18.04",
            "focal", "20.04",
            "jammy", "22.04",
            "noble", "24.04",
            "plucky", "25.04",
            "questing", "25.10");

    /** {@return the distribution by its name and a version or a code name; {@code other} if it is no public one} */
    static Distribution of(String name, String version) {
        String known = NAMES.get(name.strip().toLowerCase(Locale.ROOT));
        return known == null ? OTHER : new Distribution(known, version(known, version.strip()));
    }

    /** {@return the distribution that the name of a template begins with; empty if it is no such name} */
    static Optional<Distribution> ofTemplate(String template) {
        Matcher name = TEMPLATE.matcher(template.strip());
        return name.matches()
                ? Optional.of(of(name.group(1), name.group(2))).filter(distribution -> !distribution.equals(OTHER))
                : Optional.empty();
    }

    /** {@return all the names that a distribution goes by in names of templates} */
    static Set<String> names() {
        return NAMES.keySet();
    }

    /** {@return such as {@code centos-7}; empty if its version is not known} */
    Optional<String> release() {
        return version.map(numbers -> name + "-" + numbers);
    }

    private static Optional<String> version(String name, String text) {
        String version = text.toLowerCase(Locale.ROOT);
        if (name.equals("debian")) {
            version = DEBIAN.getOrDefault(version, version);
        } else if (name.equals("ubuntu")) {
            version = UBUNTU.getOrDefault(version, version);
        }
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.matches()) {
            return Optional.empty();
        }
        String found = numbers.group(1);
        int point = found.indexOf('.');
        // Templates of Debian call its release 7 both 7 and 7.0.
        return Optional.of(name.equals("debian") && point > 0 ? found.substring(0, point) : found);
    }
}
