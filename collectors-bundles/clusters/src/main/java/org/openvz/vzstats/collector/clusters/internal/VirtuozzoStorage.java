package org.openvz.vzstats.collector.clusters.internal;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.Numbers;

/**
 * Clusters of Virtuozzo Storage, and of Parallels Cloud Storage before it. Their configuration has a directory of each; their state
 * is told by a command:
 *
 * <pre>{@code
 * Cluster 'stor1': healthy
 * Space: [OK] allocatable 1.32TB of 1.44TB, free 1.39TB of 1.44TB
 * MDS nodes: 3 of 3, epoch uptime: 19d 23h, cluster version: 128
 * CS nodes:  3 of 3 (3 avail, 0 inactive, 0 offline), storage version: 128
 * Replication:  1 norm,  1 limit
 * }</pre>
 */
final class VirtuozzoStorage {

    /** A name as the command takes it, and no option. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

    private static final Pattern STATE = Pattern.compile("(?m)^Cluster '[^'\\r\\n]{1,64}': ([A-Za-z]{1,32})");
    private static final Pattern SPACE = Pattern.compile(
            "(?m)^Space:.{0,80} free (\\d{1,6}(?:\\.\\d{1,3})?)([MGTP])B of (\\d{1,6}(?:\\.\\d{1,3})?)([MGTP])B");
    private static final Pattern METADATA_SERVERS =
            Pattern.compile("(?m)^MDS nodes: {1,4}\\d{1,4} of (\\d{1,4})\\b(?!\\.)");
    private static final Pattern CHUNK_SERVERS =
            Pattern.compile("(?m)^CS nodes: {1,4}\\d{1,5} of (\\d{1,5})\\b(?!\\.)");
    private static final Pattern REPLICATION = Pattern.compile("(?m)^Replication: {1,4}(\\d{1,2}) norm");

    /** More replicas cannot be asked for. */
    private static final long MAX_REPLICAS = 15;

    private static final long MAX_SERVERS = 16_384;

    /** More clusters are not asked for their state: each takes a process. */
    private static final int MAX_ASKED = 2;

    private static final String UNITS = "MGTP";
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

    private final Host host;
    private final Findings findings;
    private final String product;

    private VirtuozzoStorage(Host host, Findings findings, String product) {
        this.host = host;
        this.findings = findings;
        this.product = product;
    }

    static void read(Host host, Findings findings, Section.Builder section) throws IOException {
        for (String product : List.of("vstorage", "pstorage")) {
            List<String> clusters = host.list("/etc/" + product + "/clusters").stream()
                    .filter(name -> NAME.matcher(name).matches())
                    .toList();
            if (!clusters.isEmpty()) {
                new VirtuozzoStorage(host, findings, product).read(clusters, section);
                // The newer product keeps the older one's directory as a second name.
                return;
            }
        }
    }

    private void read(List<String> clusters, Section.Builder section) throws IOException {
        findings.member(product, clusters.size());
        boolean metadata = runs("mdsd");
        if (metadata) {
            findings.role("storage-mds");
        }
        if (runs("csd")) {
            findings.role("storage-cs");
        }
        if (host.read("/proc/mounts").orElse("").contains(" fuse." + product + " ")) {
            findings.role("storage-client");
        }
        for (String cluster : clusters.subList(0, Math.min(clusters.size(), MAX_ASKED))) {
            Optional<String> state = host.run(List.of(product, "-c", cluster, "stat"));
            if (state.isPresent()) {
                state(state.get());
            }
            if (state.isPresent() && clusters.size() == 1) {
                sizes(state.get(), metadata, section);
            }
        }
    }

    /** A service has the name of its cluster in its own: {@code vstorage-csd.stor1.1025.service}. */
    private boolean runs(String daemon) throws IOException {
        String name = product + "-" + daemon;
        for (String groups : List.of("/sys/fs/cgroup/systemd/system.slice", "/sys/fs/cgroup/system.slice")) {
            if (host.list(groups).stream().anyMatch(group -> group.startsWith(name + "."))) {
                return true;
            }
        }
        return host.exists("/var/lock/subsys/" + name);
    }

    private void state(String text) throws IOException {
        Matcher state = STATE.matcher(text);
        if (state.find()) {
            findings.health(state.group(1).equals("healthy"));
        }
        findings.replicas(number(REPLICATION, text, MAX_REPLICAS));
    }

    private void sizes(String text, boolean metadata, Section.Builder section) throws IOException {
        // Only those who run one tell how many there are, so that this can be divided by their number.
        if (metadata) {
            findings.size("storage_mds", number(METADATA_SERVERS, text, MAX_SERVERS));
        }
        findings.size("storage_cs", number(CHUNK_SERVERS, text, MAX_SERVERS));
        Matcher space = SPACE.matcher(text);
        if (space.find()) {
            BigDecimal total = mebibytes(space.group(3), space.group(4));
            BigDecimal free = mebibytes(space.group(1), space.group(2));
            if (total.signum() > 0 && free.compareTo(total) <= 0) {
                section.quantity(
                        "clusters.storage_size",
                        total.divideToIntegralValue(KIBI).longValue());
                section.quantity(
                        "clusters.storage_used_percent",
                        total.subtract(free)
                                .multiply(BigDecimal.valueOf(100))
                                .divideToIntegralValue(total)
                                .longValue());
            }
        }
    }

    private static BigDecimal mebibytes(String number, String unit) {
        return new BigDecimal(number).multiply(KIBI.pow(UNITS.indexOf(unit)));
    }

    private static OptionalLong number(Pattern pattern, String text, long max) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Numbers.parse(matcher.group(1), max) : OptionalLong.empty();
    }
}
