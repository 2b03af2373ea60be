package org.openvz.vzstats.collector.clusters.internal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Numbers;

/** A Ceph cluster, by its configuration and by what its daemons keep on this host. */
final class Ceph {

    private static final List<String> DAEMONS = List.of("mon", "osd", "mgr", "mds");

    /** With cephadm the daemons of a cluster are beneath its id. */
    private static final Pattern CLUSTER_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern SEPARATORS = Pattern.compile("[ ,;\\t]+");
    private static final long MAX_REPLICAS = 15;

    private Ceph() {}

    static void read(Host host, Findings findings) throws IOException {
        Optional<String> text = host.read("/etc/ceph/ceph.conf");
        if (text.isEmpty()) {
            text = host.read("/etc/pve/ceph.conf");
        }
        Map<String, String> configuration = text.map(Ceph::keys).orElse(Map.of());
        Set<String> daemons = daemons(host);
        boolean member = !daemons.isEmpty() || configuration.containsKey("mon_host");
        if (!member) {
            return;
        }
        findings.member("ceph", 1);
        daemons.forEach(daemon -> findings.role("ceph-" + daemon));
        if (daemons.isEmpty()) {
            findings.role("ceph-client");
        }
        // Only they tell how many they are, so that this can be divided by their number.
        if (daemons.contains("mon")) {
            findings.size("ceph_monitors", monitors(configuration.getOrDefault("mon_host", "")));
        }
        findings.replicas(Numbers.parse(configuration.getOrDefault("osd_pool_default_size", ""), MAX_REPLICAS));
    }

    private static Set<String> daemons(Host host) throws IOException {
        Set<String> daemons = new TreeSet<>();
        for (String name : host.list("/var/lib/ceph")) {
            if (CLUSTER_ID.matcher(name).matches()) {
                for (String daemon : host.list("/var/lib/ceph/" + name)) {
                    daemons.addAll(DAEMONS.stream()
                            .filter(kind -> daemon.startsWith(kind + "."))
                            .toList());
                }
            } else if (DAEMONS.contains(name)
                    && !host.list("/var/lib/ceph/" + name).isEmpty()) {
                daemons.add(name);
            }
        }
        return daemons;
    }

    /** {@code 192.0.2.1 192.0.2.2}, or {@code [v2:192.0.2.1:3300,v1:192.0.2.1:6789],[v2:…]}. */
    private static OptionalLong monitors(String addresses) {
        long brackets = addresses.chars().filter(c -> c == '[').count();
        boolean ofVersions = addresses.contains("v1:") || addresses.contains("v2:");
        if (ofVersions && brackets > 0) {
            return OptionalLong.of(brackets);
        }
        return OptionalLong.of(SEPARATORS
                .splitAsStream(addresses.strip())
                .filter(address -> !address.isEmpty())
                .count());
    }

    /** Keys of all sections; they may be written with blanks, dashes or underscores. */
    private static Map<String, String> keys(String text) {
        Map<String, String> keys = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                String key = line.substring(0, equals).strip().replace(' ', '_').replace('-', '_');
                keys.putIfAbsent(key, line.substring(equals + 1).strip());
            }
        });
        return keys;
    }
}
