package org.openvz.vzstats.collector.network.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.KeyValues;

/**
 * Several ports that act as one: a bond or a team.
 *
 * @param mode how they share the traffic; empty if the host does not say
 * @param ports how many, 1 or more
 */
record Aggregate(Optional<String> mode, int ports) {

    private static final String BONDS = "/proc/net/bonding";
    private static final Pattern BOND_MODE = Pattern.compile("(?m)^Bonding Mode: (.{1,80})$");
    private static final Pattern BOND_PORT = Pattern.compile("(?m)^Slave Interface: \\S");

    /** How the kernel begins to describe a mode, and its name in the configuration. */
    private static final Map<String, String> BOND_MODES = Map.of(
            "load balancing (round-robin)", "balance-rr",
            "fault-tolerance (active-backup)", "active-backup",
            "load balancing (xor)", "balance-xor",
            "fault-tolerance (broadcast)", "broadcast",
            "IEEE 802.3ad Dynamic link aggregation", "802.3ad",
            "transmit load balancing", "balance-tlb",
            "adaptive load balancing", "balance-alb");

    private static final Pattern PID_FILE = Pattern.compile("([A-Za-z0-9_.-]{1,15})\\.pid");

    /** In the configuration {@code "runner": {"name": "lacp"}}, in the daemon's state {@code "runner_name": "lacp"}. */
    private static final Pattern RUNNER = Pattern.compile(
            "\"runner\"\\s{0,9}:\\s{0,9}\\{[^{}]{0,256}?\"name\"\\s{0,9}:\\s{0,9}\"([a-z]{1,16})\"|\"runner_name\"\\s{0,9}:\\s{0,9}\"([a-z]{1,16})\"");

    private static final List<String> RUNNERS =
            List.of("broadcast", "roundrobin", "random", "activebackup", "loadbalance", "lacp");

    private static final int MAX_BONDS = 64;

    /** Each may need a process. */
    private static final int MAX_TEAMS = 4;

    private static final String OTHER = "other";
    private static final int MANY = 9;

    /** {@return the bonds that have ports: EL6 makes an empty one when it loads the module} */
    static List<Aggregate> bonds(Host host) throws IOException {
        List<Aggregate> bonds = new ArrayList<>();
        for (String name : host.list(BONDS).stream().limit(MAX_BONDS).toList()) {
            String text = host.read(BONDS + "/" + name).orElse("");
            int ports = Math.toIntExact(BOND_PORT.matcher(text).results().count());
            Matcher mode = BOND_MODE.matcher(text);
            if (ports > 0 && mode.find()) {
                bonds.add(new Aggregate(Optional.of(bondMode(mode.group(1))), ports));
            }
        }
        return List.copyOf(bonds);
    }

    /** {@return the teams whose daemon runs, and to which ports belong} */
    static List<Aggregate> teams(Host host, List<Port> ports) throws IOException {
        List<Aggregate> teams = new ArrayList<>();
        for (String file : host.list("/run/teamd")) {
            Matcher pid = PID_FILE.matcher(file);
            if (!pid.matches() || teams.size() == MAX_TEAMS) {
                continue;
            }
            String name = pid.group(1);
            long members = ports.stream()
                    .filter(port -> port.master().filter(name::equals).isPresent())
                    .count();
            if (members > 0) {
                teams.add(new Aggregate(runner(host, name), Math.toIntExact(members)));
            }
        }
        return List.copyOf(teams);
    }

    /** {@return the class of its number of ports} */
    String size() {
        if (ports >= MANY) {
            return MANY + "+";
        }
        if (ports > 4) {
            return "5-8";
        }
        return ports > 2 ? "3-4" : Integer.toString(ports);
    }

    private static String bondMode(String description) {
        // "fault-tolerance (active-backup) (fail_over_mac active)"
        return BOND_MODES.entrySet().stream()
                .filter(mode -> description.startsWith(mode.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(OTHER);
    }

    /** The daemon is asked only where no file says it. */
    private static Optional<String> runner(Host host, String name) throws IOException {
        Optional<String> configured = host.read("/etc/sysconfig/network-scripts/ifcfg-" + name)
                .map(text -> KeyValues.assignments(text).getOrDefault("TEAM_CONFIG", ""))
                .flatMap(Aggregate::runnerIn);
        return configured.isPresent()
                ? configured
                : host.run(List.of("teamdctl", name, "state", "dump")).flatMap(Aggregate::runnerIn);
    }

    private static Optional<String> runnerIn(String json) {
        Matcher runner = RUNNER.matcher(json);
        if (!runner.find()) {
            return Optional.empty();
        }
        String name = runner.group(1) == null ? runner.group(2) : runner.group(1);
        return Optional.of(RUNNERS.contains(name) ? name : OTHER);
    }
}
