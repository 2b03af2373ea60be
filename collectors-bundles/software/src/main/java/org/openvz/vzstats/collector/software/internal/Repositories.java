package org.openvz.vzstats.collector.software.internal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.KeyValues;

/**
 * Finds which package repositories besides the distribution's own are switched on, by the public name of their section, file or
 * component. Addresses, which may hold credentials, are skipped.
 */
final class Repositories {

    /** What a name begins with that is reported. */
    static final List<String> PUBLIC = List.of(
            "openvz",
            "virtuozzo",
            "pve-enterprise",
            "pve-no-subscription",
            "pvetest",
            "epel",
            "elrepo",
            "ceph",
            "gluster",
            "ovirt",
            "docker",
            "kubernetes",
            "zabbly",
            "zfs",
            "linbit",
            "zabbix",
            "grafana",
            "influx",
            "netdata",
            "hashicorp",
            "puppet",
            "salt",
            "gitlab",
            "percona",
            "mariadb",
            "mysql",
            "pgdg",
            "nodesource",
            "remi",
            "rpmfusion",
            "rpmforge",
            "nginx",
            "kernelcare",
            "cloudlinux",
            "veeam");

    /** The distributions' own, which every host has; then comes the end, a digit or a sign. */
    private static final Pattern OWN = Pattern.compile(
            "(base|baseos|os|updates|extras|appstream|highavailability|powertools|crb|centosplus|contrib|fasttrack|cr|sources|media"
                    + "|centos|rhel|rhui|ol|fedora|almalinux|rocky|debian|ubuntu|repo-oss|repo-update|repo-non-oss)([^a-z].{0,80})?");

    private static final Pattern SECTION = Pattern.compile("\\[([^\\[\\]]{1,100})]");
    private static final Pattern DISABLED = Pattern.compile("enabled\\s{0,4}=\\s{0,4}(0|no|false)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Proxmox puts all it has at one address, and tells them apart by the component. */
    private static final Set<String> COMPONENTS = Set.of("pve-enterprise", "pve-no-subscription", "pvetest");

    private final Host host;
    private final Set<String> classes = new TreeSet<>();
    private boolean known;

    private Repositories(Host host) {
        this.host = host;
    }

    /** {@return the repositories; empty where no file lists any} */
    static Optional<Set<String>> read(Host host) throws IOException {
        Repositories repositories = new Repositories(host);
        repositories.sections("/etc/yum.repos.d");
        repositories.sections("/etc/zypp/repos.d");
        repositories.apt();
        return repositories.known ? Optional.of(repositories.classes) : Optional.empty();
    }

    private void sections(String directory) throws IOException {
        for (String file : host.list(directory)) {
            if (file.endsWith(".repo")) {
                sectionsOf(host.read(directory + "/" + file).orElse(""));
            }
        }
    }

    /** Sections of {@code [openvz-os]}, {@code enabled=1}; without that key they are on. */
    private void sectionsOf(String text) {
        String section = "";
        boolean enabled = false;
        for (String line : text.lines().toList()) {
            Matcher header = SECTION.matcher(line.strip());
            if (header.matches()) {
                addIf(enabled, section);
                section = header.group(1);
                enabled = true;
            } else if (DISABLED.matcher(line.strip()).matches()) {
                enabled = false;
            }
        }
        addIf(enabled, section);
    }

    private void apt() throws IOException {
        lines("debian", host.read("/etc/apt/sources.list").orElse(""));
        for (String file : host.list("/etc/apt/sources.list.d")) {
            String path = "/etc/apt/sources.list.d/" + file;
            if (file.endsWith(".list")) {
                lines(file.substring(0, file.length() - 5), host.read(path).orElse(""));
            } else if (file.endsWith(".sources")) {
                stanzas(file.substring(0, file.length() - 8), host.read(path).orElse(""));
            }
        }
    }

    /** Lines of {@code deb [options] address suite component…}. */
    private void lines(String name, String text) {
        text.lines().map(String::strip).filter(line -> line.startsWith("deb ")).forEach(line -> component(name, line));
    }

    private void stanzas(String name, String text) {
        for (Map<String, String> stanza : KeyValues.blocks(text)) {
            boolean enabled = !stanza.getOrDefault("Enabled", "yes").equalsIgnoreCase("no");
            if (enabled
                    && BLANKS.splitAsStream(stanza.getOrDefault("Types", "")).anyMatch("deb"::equals)) {
                component(name, stanza.getOrDefault("Components", ""));
            }
        }
    }

    private void component(String name, String words) {
        addIf(
                true,
                BLANKS.splitAsStream(words)
                        .filter(COMPONENTS::contains)
                        .findFirst()
                        .orElse(name));
    }

    private void addIf(boolean enabled, String name) {
        if (!enabled || name.isEmpty()) {
            return;
        }
        known = true;
        String lower = name.toLowerCase(Locale.ROOT);
        Optional<String> named = PUBLIC.stream().filter(lower::startsWith).findFirst();
        if (named.isPresent()) {
            classes.add(named.get());
        } else if (!OWN.matcher(lower).matches()) {
            classes.add("other");
        }
    }
}
