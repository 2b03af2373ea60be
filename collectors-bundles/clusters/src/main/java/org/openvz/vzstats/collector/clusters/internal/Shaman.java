package org.openvz.vzstats.collector.clusters.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.KeyValues;
import org.openvz.vzstats.collector.support.Numbers;

/**
 * High availability of Virtuozzo. Its nodes, whose names and addresses are skipped, are told by a command:
 *
 * <pre>{@code
 * Cluster 'vstor1'
 * Nodes: 5
 * Resources: 1
 *    NODE_IP          STATUS    NODE_ID             RESOURCES
 * *  192.0.2.134      Active    f9f2832d4e5f4996    0 CT
 * }</pre>
 */
final class Shaman {

    private static final Pattern NODES = Pattern.compile("(?m)^Nodes: {1,4}(\\d{1,4})\\s*$");
    private static final Pattern RESOURCES = Pattern.compile("(?m)^Resources: {1,4}(\\d{1,6})\\s*$");
    private static final Pattern ACTIVE = Pattern.compile("(?m)^.{0,4}[0-9a-fA-F.:]{7,45}\\s{1,8}Active\\s");
    private static final Set<String> RELOCATION = Set.of("drs", "spare", "round-robin");
    private static final long MAX_NODES = 1_024;
    private static final long MAX_RESOURCES = 100_000;

    private Shaman() {}

    static void read(Host host, Findings findings, Section.Builder section) throws IOException {
        if (!host.exists("/usr/sbin/shaman")) {
            return;
        }
        Optional<String> state = host.run(List.of("shaman", "-v", "stat"));
        OptionalLong nodes = number(NODES, state.orElse(""), MAX_NODES);
        if (nodes.isEmpty()) {
            // Installed, as always on this product, but in no cluster.
            return;
        }
        findings.member("shaman", 1);
        findings.size("shaman_size", nodes);
        long active = ACTIVE.matcher(state.orElse("")).results().count();
        findings.health(active == nodes.getAsLong());
        OptionalLong guests = number(RESOURCES, state.orElse(""), MAX_RESOURCES);
        findings.highAvailability(true, guests.orElse(0));
        // A list of them in the order in which they are tried.
        String modes = KeyValues.assignments(
                        host.run(List.of("shaman", "get-config")).orElse(""))
                .getOrDefault("RESOURCE_RELOCATION_MODE", "");
        String first = modes.split(",", 2)[0].strip();
        if (RELOCATION.contains(first)) {
            section.text("clusters.relocation", first);
        }
    }

    private static OptionalLong number(Pattern pattern, String text, long max) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Numbers.parse(matcher.group(1), max) : OptionalLong.empty();
    }
}
