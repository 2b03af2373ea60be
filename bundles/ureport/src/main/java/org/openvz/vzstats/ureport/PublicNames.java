package org.openvz.vzstats.ureport;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names and versions of public software. What is not in here may be anybody's own, and its name is not kept. */
public final class PublicNames {

    /** Stands for every name that is in no public list. */
    public static final String OTHER = "other";

    private static final Set<String> OSES = Set.of(
            "almalinux",
            "alpine",
            "alt",
            "altlinux",
            "amzn",
            "arch",
            "astra",
            "centos",
            "cloudlinux",
            "debian",
            "euleros",
            "fedora",
            "gentoo",
            "linuxmint",
            "mageia",
            "nixos",
            "ol",
            "openeuler",
            "opensuse",
            "opensuse-leap",
            "opensuse-tumbleweed",
            "openvz",
            "oracle",
            "proxmox",
            "redos",
            "rhel",
            "rocky",
            "rosa",
            "scientific",
            "slackware",
            "sled",
            "sles",
            "ubuntu",
            "virtuozzo",
            "vzlinux");

    private static final Map<String, String> OS_NAMES = Map.of(
            "red hat enterprise linux", "rhel",
            "red hat enterprise linux server", "rhel",
            "centos linux", "centos",
            "centos stream", "centos",
            "oracle linux server", "ol",
            "scientific linux", "scientific",
            "virtuozzo linux", "vzlinux",
            "rocky linux", "rocky");

    private static final Set<String> ARCHITECTURES = Set.of(
            "x86_64",
            "amd64",
            "i386",
            "i486",
            "i586",
            "i686",
            "aarch64",
            "arm64",
            "armhf",
            "armv7hl",
            "armv7l",
            "ppc64",
            "ppc64le",
            "ppc64el",
            "riscv64",
            "s390x",
            "loongarch64",
            "e2k",
            "noarch",
            "all",
            "any");

    private static final Pattern PACKAGE = Lists.pattern("packages.txt");

    /** Of names in versions, those of distributions, of stages, and of flavours of kernels; anything else may be whoever built it. */
    private static final Set<String> TAGS = Set.of(
            "a",
            "aarch",
            "alpha",
            "alt",
            "amd",
            "amzn",
            "arch",
            "arm",
            "as",
            "aws",
            "azure",
            "b",
            "beta",
            "bp",
            "bpo",
            "build",
            "centos",
            "ceph",
            "cloud",
            "current",
            "deb",
            "debian",
            "default",
            "dev",
            "dfsg",
            "ds",
            "e",
            "el",
            "elrepo",
            "esm",
            "ev",
            "fc",
            "final",
            "gcp",
            "generic",
            "git",
            "hotfix",
            "i",
            "kvm",
            "lowlatency",
            "lp",
            "lts",
            "mga",
            "ml",
            "module",
            "nmu",
            "noarch",
            "ol",
            "openeuler",
            "openvz",
            "oracle",
            "ovz",
            "p",
            "pae",
            "patch",
            "post",
            "ppc",
            "pre",
            "pve",
            "r",
            "rc",
            "really",
            "rebuild",
            "rel",
            "release",
            "repack",
            "rhel",
            "rocky",
            "rt",
            "s",
            "snap",
            "stab",
            "std",
            "stream",
            "suse",
            "svn",
            "t",
            "u",
            "ubuntu",
            "uek",
            "v",
            "virtual",
            "vl",
            "vz",
            "vzlinux",
            "vztt",
            "x",
            "zen");

    private static final Pattern VERSION = Pattern.compile("[0-9][0-9A-Za-z.+~^_:-]{0,63}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    private static final Pattern OS_VERSION = Pattern.compile("[0-9]{1,4}([.][0-9]{1,4}){0,3}");

    private PublicNames() {}

    /** {@return the package's name, or {@link #OTHER}} */
    public static String ofPackage(String name) {
        return name.length() <= 64 && PACKAGE.matcher(name).matches() ? name : OTHER;
    }

    /** {@return whether the package is public} */
    public static boolean isPackage(String name) {
        return !ofPackage(name).equals(OTHER);
    }

    /** {@return the system's short name, or {@link #OTHER}} */
    public static String ofOs(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        String id = OS_NAMES.getOrDefault(lower, lower);
        return OSES.contains(id) ? id : OTHER;
    }

    /** {@return the version of a system, or {@link #OTHER}} */
    public static String ofOsVersion(String version) {
        return version.equals("rawhide") || OS_VERSION.matcher(version).matches() ? version : OTHER;
    }

    /** {@return the architecture, or {@link #OTHER}} */
    public static String ofArchitecture(String name) {
        return ARCHITECTURES.contains(name) ? name : OTHER;
    }

    /** {@return the version, as far as it is made of digits and of names that everybody uses; empty if there is nothing of the kind} */
    public static String ofVersion(String version) {
        if (!VERSION.matcher(version).matches()) {
            return "";
        }
        Matcher word = WORD.matcher(version);
        while (word.find()) {
            if (!TAGS.contains(word.group().toLowerCase(Locale.ROOT))) {
                // A letter or two at the end of a number are its own, such as 1.1.1k, and so are git's hashes nobody's
                // name; but
                // where one begins and the other ends cannot be told, so all from here on is left out.
                boolean letter = word.group().length() == 1
                        && word.start() > 0
                        && Character.isDigit(version.charAt(word.start() - 1));
                if (!letter) {
                    return version.substring(0, word.start()).replaceFirst("[^0-9A-Za-z]+$", "");
                }
            }
        }
        return version;
    }
}
