package org.openvz.vzstats.collector.cpu.internal;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Numbers;

/**
 * The processors that are online; 0 is unknown.
 *
 * @param sockets packages
 * @param cores within all packages
 * @param threads what the kernel schedules on
 */
record Topology(long sockets, long cores, long threads) {

    /** More than any kernel is built for. */
    private static final long MAX = 8192;

    private static final Pattern CPU = Pattern.compile("cpu\\d{1,4}");
    private static final String CPUS = "/sys/devices/system/cpu";

    /** Reads what {@code /proc/cpuinfo} says, and what it leaves open, as it does on ARM, from {@code /sys}. */
    static Topology read(Host host, List<Map<String, String>> cpuinfo) throws IOException {
        Topology said = said(cpuinfo);
        Topology seen = said.sockets > 0 && said.cores > 0 && said.threads > 0 ? said : seen(host);
        return new Topology(
                said.sockets > 0 ? said.sockets : seen.sockets,
                said.cores > 0 ? said.cores : seen.cores,
                said.threads > 0 ? said.threads : seen.threads);
    }

    private static Topology said(List<Map<String, String>> cpuinfo) {
        Map<Long, Long> coresBySocket = new HashMap<>();
        long threads = 0;
        boolean whole = true;
        for (Map<String, String> block : cpuinfo) {
            if (number(block, "processor").isEmpty()) {
                continue;
            }
            threads++;
            OptionalLong socket = number(block, "physical id");
            OptionalLong cores = number(block, "cpu cores");
            whole &= socket.isPresent() && cores.isPresent() && cores.getAsLong() > 0;
            if (whole) {
                coresBySocket.merge(socket.getAsLong(), cores.getAsLong(), Math::max);
            }
        }
        long cores = coresBySocket.values().stream().mapToLong(Long::longValue).sum();
        return whole && cores <= threads
                ? new Topology(coresBySocket.size(), cores, threads)
                : new Topology(0, 0, threads);
    }

    private static Topology seen(Host host) throws IOException {
        Set<Long> sockets = new HashSet<>();
        Set<String> cores = new HashSet<>();
        long threads = 0;
        for (String name : host.list(CPUS)) {
            if (!CPU.matcher(name).matches()) {
                continue;
            }
            String topology = CPUS + "/" + name + "/topology/";
            // A processor that is offline has none.
            Optional<String> siblings = host.read(topology + "thread_siblings_list");
            if (siblings.isPresent()) {
                threads++;
                cores.add(siblings.get().strip());
                // Some machines number their only socket -1, others 36: what counts is how many there are.
                host.read(topology + "physical_package_id")
                        .map(id -> Numbers.parse(id, Integer.MAX_VALUE))
                        .ifPresent(id -> id.ifPresent(sockets::add));
            }
        }
        return new Topology(sockets.size(), cores.size(), threads);
    }

    private static OptionalLong number(Map<String, String> block, String key) {
        return Numbers.parse(block.getOrDefault(key, ""), MAX);
    }
}
