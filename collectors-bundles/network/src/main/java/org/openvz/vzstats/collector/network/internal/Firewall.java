package org.openvz.vzstats.collector.network.internal;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.KeyValues;

/** Who keeps the rules of the firewall, and which part of the kernel holds them. Never a rule. */
final class Firewall {

    private static final String WANTS = "/etc/systemd/system/";
    private static final Pattern IPTABLES_SCRIPT =
            Pattern.compile("S[0-9]{2}(iptables|netfilter-persistent|iptables-persistent)");
    private static final Pattern SHOREWALL_SCRIPT = Pattern.compile("S[0-9]{2}shorewall");
    private static final Pattern CSF_SCRIPT = Pattern.compile("S[0-9]{2}csf");
    private static final Pattern PVE_ENABLED = Pattern.compile("(?m)^enable:\\s{0,9}1\\s{0,9}$");
    private static final Set<String> TABLES =
            Set.of("iptable_filter", "iptable_nat", "iptable_mangle", "iptable_raw", "ip6table_filter", "ip6table_nat");

    private Firewall() {}

    /** {@return the service that is switched on, or {@code none}; empty if the host's services cannot be seen} */
    static Optional<String> manager(Host host) throws IOException {
        Set<String> started = new HashSet<>();
        for (String target : new String[] {"sysinit", "basic", "multi-user"}) {
            started.addAll(host.list(WANTS + target + ".target.wants"));
        }
        started.addAll(host.list("/etc/rc3.d"));
        if (started.isEmpty()) {
            return Optional.empty();
        }
        if (started.contains("firewalld.service")) {
            return Optional.of("firewalld");
        }
        // Ubuntu starts the service on every host, Proxmox does: their configuration says whether it does anything.
        if (host.read("/etc/ufw/ufw.conf")
                .filter(text -> KeyValues.assignments(text)
                        .getOrDefault("ENABLED", "no")
                        .equalsIgnoreCase("yes"))
                .isPresent()) {
            return Optional.of("ufw");
        }
        if (host.read("/etc/pve/firewall/cluster.fw")
                .filter(text -> PVE_ENABLED.matcher(text).find())
                .isPresent()) {
            return Optional.of("pve-firewall");
        }
        if (started.contains("csf.service") || any(started, CSF_SCRIPT)) {
            return Optional.of("csf");
        }
        if (started.contains("shorewall.service") || any(started, SHOREWALL_SCRIPT)) {
            return Optional.of("shorewall");
        }
        if (started.contains("nftables.service")) {
            return Optional.of("nftables");
        }
        boolean iptables = started.contains("iptables.service") || started.contains("netfilter-persistent.service");
        return Optional.of(iptables || any(started, IPTABLES_SCRIPT) ? "iptables" : "none");
    }

    /** {@return which of the kernel's packet filters is loaded; empty if the host does not list its modules} */
    static Optional<String> packetFilter(Host host) throws IOException {
        Optional<String> text = host.read("/proc/modules");
        if (text.isEmpty() || text.get().isBlank()) {
            return Optional.empty();
        }
        boolean nftables = false;
        boolean iptables = false;
        for (String line : text.get().lines().toList()) {
            String module = line.split(" ", 2)[0];
            nftables |= module.equals("nf_tables");
            iptables |= TABLES.contains(module);
        }
        return Optional.of(nftables && iptables ? "both" : nftables ? "nftables" : iptables ? "iptables" : "none");
    }

    private static boolean any(Set<String> names, Pattern pattern) {
        return names.stream().anyMatch(name -> pattern.matcher(name).matches());
    }
}
