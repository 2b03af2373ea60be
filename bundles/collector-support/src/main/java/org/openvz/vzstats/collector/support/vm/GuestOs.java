package org.openvz.vzstats.collector.support.vm;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A guest's operating system in public names.
 *
 * @param family such as {@code linux}
 * @param name of a distribution or product, such as {@code windows-server}
 * @param release the same with its version, such as {@code windows-server-2016}
 */
record GuestOs(String family, Optional<String> name, Optional<String> release) {

    private static final String LINUX = "linux";
    private static final String WINDOWS = "windows";

    private static final Set<String> DISTRIBUTIONS = Set.of(
            "almalinux",
            "alpine",
            "alt",
            "amazon",
            "archlinux",
            "astra",
            "centos",
            "centos-stream",
            "cirros",
            "cloudlinux",
            "debian",
            "devuan",
            "fedora",
            "gentoo",
            "kali",
            "mageia",
            "mandriva",
            "mint",
            "nixos",
            "openeuler",
            "opensuse",
            "openwrt",
            "oracle",
            "redos",
            "rhel",
            "rocky",
            "rosa",
            "scientific",
            "sles",
            "ubuntu",
            "virtuozzo",
            "void",
            "vzlinux");

    /** Their minor releases replace each other. */
    private static final Set<String> BY_MAJOR = Set.of(
            "almalinux",
            "amazon",
            "centos",
            "centos-stream",
            "cloudlinux",
            "debian",
            "devuan",
            "fedora",
            "freebsd",
            "mageia",
            "oracle",
            "rhel",
            "rocky",
            "scientific",
            "sles",
            "virtuozzo",
            "vzlinux");

    private static final Map<String, String> OTHER_FAMILIES = Map.of(
            "freebsd", "bsd",
            "netbsd", "bsd",
            "openbsd", "bsd",
            "macos", "macos",
            "solaris", "solaris");

    /** The same by other names: those of libosinfo, of the dispatcher of Virtuozzo, and of image servers. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("alpinelinux", "alpine"),
            Map.entry("altlinux", "alt"),
            Map.entry("amazonlinux", "amazon"),
            Map.entry("amzn", "amazon"),
            Map.entry("arch", "archlinux"),
            Map.entry("fc", "fedora"),
            Map.entry("fedora-core", "fedora"),
            Map.entry("linuxmint", "mint"),
            Map.entry("macosx", "macos"),
            Map.entry("mandrake", "mandriva"),
            Map.entry("ol", "oracle"),
            Map.entry("oraclelinux", "oracle"),
            Map.entry("psbm", "virtuozzo"),
            Map.entry("redhat", "rhel"),
            Map.entry("rockylinux", "rocky"),
            Map.entry("scientificlinux", "scientific"),
            Map.entry("sle", "sles"),
            Map.entry("sled", "sles"),
            Map.entry("suse", "sles"),
            Map.entry("voidlinux", "void"));

    private static final Map<String, String> CODE_NAMES = Map.ofEntries(
            Map.entry("stretch", "9"),
            Map.entry("buster", "10"),
            Map.entry("bullseye", "11"),
            Map.entry("bookworm", "12"),
            Map.entry("trixie", "13"),
            Map.entry("xenial", "16.04"),
            Map.entry("bionic", "18.04"),
            Map.entry("focal", "20.04"),
            Map.entry("jammy", "22.04"),
            Map.entry("noble", "24.04"));

    /** Proxmox does not tell a Windows from the server made of it. */
    private static final Map<String, GuestOs> PROXMOX = Map.ofEntries(
            Map.entry("l24", new GuestOs(LINUX, Optional.empty(), Optional.empty())),
            Map.entry("l26", new GuestOs(LINUX, Optional.empty(), Optional.empty())),
            Map.entry("solaris", new GuestOs("solaris", Optional.of("solaris"), Optional.empty())),
            Map.entry("other", new GuestOs(VirtualMachine.OTHER, Optional.empty(), Optional.empty())),
            Map.entry("w2k", windows("2000")),
            Map.entry("wxp", windows("xp")),
            Map.entry("wvista", windows("vista")),
            Map.entry("w2k3", server("2003")),
            Map.entry("w2k8", server("2008")),
            Map.entry("win7", generation("7+2008-r2")),
            Map.entry("win8", generation("8+2012")),
            Map.entry("win10", generation("10+2016+2019")),
            Map.entry("win11", generation("11+2022")));

    private static final Pattern LIBOSINFO =
            Pattern.compile("https?://[a-z0-9.-]{1,64}/([a-z0-9-]{1,32})/([a-z0-9.]{1,16})");
    private static final Pattern PRLCTL =
            Pattern.compile("([a-z]{1,16}(?:-[a-z]{1,16})?)-?(\\d{1,4}(?:\\.\\d{1,2})?)?");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})(\\.\\d{1,2})?(\\.\\d{1,5}){0,4}(-stream)?");
    private static final Pattern WINDOWS_VERSION =
            Pattern.compile("(2k(\\d{0,2})(r2)?)|20\\d\\d|7|8|8\\.1|10|11|xp|vista");

    /** What libosinfo calls it: {@code http://centos.org/centos/7.0}. */
    static Optional<GuestOs> ofLibosinfo(String id) {
        Matcher os = LIBOSINFO.matcher(id);
        if (!os.matches()) {
            return Optional.empty();
        }
        return os.group(1).equals("win") ? Optional.of(windowsOf(os.group(2))) : named(os.group(1), os.group(2));
    }

    /** What the dispatcher of Virtuozzo calls it: {@code centos7}, {@code win-2016}, {@code debian}. */
    static Optional<GuestOs> ofPrlctl(String os) {
        if (os.equals("win") || os.startsWith("win-")) {
            return Optional.of(windowsOf(os.substring(Math.min(os.length(), 4))));
        }
        Matcher parts = PRLCTL.matcher(os);
        if (!parts.matches()) {
            return os.isEmpty() ? Optional.empty() : other();
        }
        String version = Optional.ofNullable(parts.group(2)).orElse("");
        return named(parts.group(1), version).or(GuestOs::other);
    }

    /** What Proxmox calls it: {@code l26}, {@code win10}. */
    static Optional<GuestOs> ofProxmox(String type) {
        return Optional.ofNullable(PROXMOX.get(type));
    }

    /** What an image says of itself: {@code Debian}, {@code bookworm}. */
    static Optional<GuestOs> ofImage(String os, String release, String version) {
        String name = os.toLowerCase(Locale.ROOT).replace(" ", "");
        if (name.startsWith(WINDOWS)) {
            return Optional.of(new GuestOs(WINDOWS, Optional.empty(), Optional.empty()));
        }
        String known = release.toLowerCase(Locale.ROOT);
        String number = VERSION.matcher(version).matches() ? version : CODE_NAMES.getOrDefault(known, known);
        return name.isEmpty() ? Optional.empty() : named(name, number).or(GuestOs::other);
    }

    /** Nothing but that it is a Windows. */
    static GuestOs someWindows() {
        return new GuestOs(WINDOWS, Optional.empty(), Optional.empty());
    }

    private static Optional<GuestOs> named(String given, String version) {
        String name = ALIASES.getOrDefault(given, given);
        if (name.equals(LINUX)) {
            return Optional.of(new GuestOs(LINUX, Optional.empty(), Optional.empty()));
        }
        Matcher number = VERSION.matcher(version);
        boolean numbered = number.matches();
        if (numbered && name.equals("centos") && number.group(4) != null) {
            name = "centos-stream";
        }
        String family = DISTRIBUTIONS.contains(name) ? LINUX : OTHER_FAMILIES.getOrDefault(name, "");
        if (family.isEmpty()) {
            return Optional.empty();
        }
        String minor = numbered && !BY_MAJOR.contains(name) && number.group(2) != null ? number.group(2) : "";
        return Optional.of(new GuestOs(
                family,
                Optional.of(name),
                numbered ? Optional.of(name + "-" + number.group(1) + minor) : Optional.empty()));
    }

    /** Also by the names of libosinfo: {@code 2k12r2}. */
    private static GuestOs windowsOf(String version) {
        Matcher known = WINDOWS_VERSION.matcher(version);
        if (!known.matches()) {
            return someWindows();
        }
        if (known.group(1) == null) {
            return version.startsWith("20") && !version.equals("2000") ? server(version) : windows(version);
        }
        String digits = known.group(2);
        if (digits.isEmpty()) {
            return windows("2000");
        }
        return server("20" + "0".repeat(2 - digits.length()) + digits + (known.group(3) == null ? "" : "-r2"));
    }

    private static GuestOs windows(String version) {
        return new GuestOs(WINDOWS, Optional.of(WINDOWS), Optional.of(WINDOWS + "-" + version));
    }

    /** Of which it is not known whether it is the server. */
    private static GuestOs generation(String versions) {
        return new GuestOs(WINDOWS, Optional.empty(), Optional.of(WINDOWS + "-" + versions));
    }

    private static GuestOs server(String version) {
        String name = "windows-server";
        return new GuestOs(WINDOWS, Optional.of(name), Optional.of(name + "-" + version));
    }

    private static Optional<GuestOs> other() {
        return Optional.of(new GuestOs(VirtualMachine.OTHER, Optional.empty(), Optional.empty()));
    }
}
