package org.openvz.vzstats.collector.platform.internal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.KeyValues;

/**
 * A product or a distribution.
 *
 * @param name its category
 * @param version its numbers, if a file says them
 */
record Release(String name, Optional<String> version) {

    private static final Pattern VERSION = Pattern.compile("\\d{1,8}(\\.\\d{1,5}){0,3}");

    /** {@code CentOS release 6.4 (Final)}. */
    private static final Pattern LINE =
            Pattern.compile("([A-Za-z ]{1,60}?) (?:Linux )?(?:Server )?release (\\d[\\d.]{0,20})");

    /** The {@code ID} of os-release of public distributions; a company may have one of its own. */
    private static final Set<String> DISTRIBUTIONS = Set.of(
            "almalinux",
            "alpine",
            "altlinux",
            "amzn",
            "anolis",
            "arch",
            "astra",
            "azurelinux",
            "centos",
            "cloudlinux",
            "debian",
            "devuan",
            "eurolinux",
            "fedora",
            "flatcar",
            "gentoo",
            "kali",
            "linuxmint",
            "mageia",
            "manjaro",
            "mariner",
            "nixos",
            "ol",
            "openEuler",
            "opensuse-leap",
            "opensuse-tumbleweed",
            "openvz",
            "photon",
            "proxmox",
            "raspbian",
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
            "void",
            "vzlinux",
            "xcp-ng",
            "xenenterprise");

    /** The first words of {@code /etc/redhat-release}, from before there was os-release. */
    private static final Map<String, String> BY_TITLE = Map.of(
            "centos", "centos",
            "red hat enterprise", "rhel",
            "scientific", "scientific",
            "cloudlinux", "cloudlinux",
            "oracle", "ol",
            "fedora", "fedora",
            "virtuozzo", "virtuozzo",
            "openvz", "openvz");

    /** {@return the distribution; empty if no file says which it is} */
    static Optional<Release> distribution(Host host) throws IOException {
        for (String file : List.of("/etc/os-release", "/usr/lib/os-release")) {
            Optional<Release> release = host.read(file).flatMap(Release::osRelease);
            if (release.isPresent()) {
                return release;
            }
        }
        Optional<Release> redHat = host.read("/etc/redhat-release").flatMap(Release::line);
        if (redHat.isPresent()) {
            return redHat.map(release -> new Release(
                    BY_TITLE.getOrDefault(release.name().toLowerCase(Locale.ROOT), "other"), release.version()));
        }
        // Only Debian's own is a number: its derivatives say "squeeze/sid".
        return host.read("/etc/debian_version")
                .flatMap(text -> numbers(text.strip()))
                .map(version -> new Release("debian", Optional.of(version)));
    }

    /** {@return the title and the version of a line such as {@code OpenVZ release 7.0.22 (8)}; empty if it is none} */
    static Optional<Release> line(String text) {
        Matcher line = LINE.matcher(text.strip());
        return line.lookingAt() ? Optional.of(new Release(line.group(1), numbers(line.group(2)))) : Optional.empty();
    }

    /** {@return the version, if it is one and nothing else} */
    static Optional<String> numbers(String text) {
        return Optional.of(text).filter(version -> VERSION.matcher(version).matches());
    }

    private static Optional<Release> osRelease(String text) {
        Map<String, String> values = KeyValues.assignments(text);
        return Optional.ofNullable(values.get("ID"))
                .filter(id -> !id.isBlank())
                .map(id -> new Release(
                        DISTRIBUTIONS.contains(id) ? id : "other", numbers(values.getOrDefault("VERSION_ID", ""))));
    }
}
