package org.openvz.vzstats.collector.network.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.Numbers;
import org.osgi.service.component.annotations.Component;

/**
 * Reads how a host is wired, from {@code /sys/class/net} and {@code /proc/net}. Names of interfaces and addresses of any kind are
 * looked at and never sent:
 *
 * <pre>{@code
 * {"network.aggregation": "bonding", "network.bond_mode": {"802.3ad": 1}, "network.bond_ports": {"2": 1}, "network.bridges": 2,
 *  "network.congestion_control": "bbr", "network.drivers": {"bnxt_en": 2, "tg3": 2}, "network.firewall": "pve-firewall",
 *  "network.ip_forward": true, "network.ipv6": true, "network.ipv6_global": true, "network.mtu": {"1500": 2, "9000": 2},
 *  "network.open_vswitch": false, "network.other_links": {}, "network.packet_filter": "both", "network.ports": 4,
 *  "network.qdisc": "fq_codel", "network.speeds": {"1G": 1, "25G": 2, "none": 1}, "network.tap": 1, "network.team_mode": {},
 *  "network.team_ports": {}, "network.veth": 1, "network.vlans": 1}
 * }</pre>
 */
@Component
@CollectorName("network")
public final class NetworkCollector implements Collector {

    private static final String SYSCTL = "/proc/sys/net/";

    /** Index and flags are of no interest: {@code 20010db8000000000000000000000001 02 40 00 80 eth0}. */
    private static final Pattern GLOBAL_ADDRESS =
            Pattern.compile("(?m)^(?!f[cd])[0-9a-f]{32} [0-9a-f]{2,8} [0-9a-f]{2} 00 [0-9a-f]{2}\\s");

    private static final Pattern VLAN = Pattern.compile("\\S{1,15}\\s*\\|\\s*[0-9]{1,4}\\s*\\|\\s*\\S{1,15}\\s*");

    private static final Set<String> CONGESTION_CONTROLS = Set.of(
            "bbr",
            "bbr1",
            "bbr2",
            "bbr3",
            "bic",
            "cdg",
            "cubic",
            "dctcp",
            "highspeed",
            "htcp",
            "hybla",
            "illinois",
            "lp",
            "nv",
            "reno",
            "scalable",
            "vegas",
            "veno",
            "westwood",
            "yeah");

    private static final Set<String> QDISCS =
            Set.of("cake", "fq", "fq_codel", "fq_pie", "mq", "noqueue", "pfifo", "pfifo_fast", "pie", "sfq");

    private static final String OTHER = "other";

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Optional<Interfaces> interfaces = Interfaces.read(host);
        if (interfaces.isPresent()) {
            List<Port> ports = Port.among(interfaces.get().hardware(), host);
            ports(ports, section);
            aggregates(Aggregate.bonds(host), Aggregate.teams(host, ports), section);
            virtual(VirtualLinks.among(interfaces.get().virtual(), host), host, section);
            section.flag("network.open_vswitch", interfaces.get().virtual().contains("ovs-system"));
            vlans(host, section);
            venet(interfaces.get().virtual(), host, section);
        }
        protocols(host, section);
        text("network.firewall", Firewall.manager(host), section);
        text("network.packet_filter", Firewall.packetFilter(host), section);
        LibvirtNetworks.count(host, section);
    }

    private static void ports(List<Port> ports, Section.Builder section) throws BudgetExceededException {
        section.quantity("network.ports", ports.size());
        section.counted("network.drivers").counted("network.speeds").counted("network.mtu");
        for (Port port : ports) {
            section.count("network.drivers", port.driver(), 1);
            section.count("network.speeds", port.speed(), 1);
            if (port.mtu().isPresent()) {
                section.count("network.mtu", port.mtu().get(), 1);
            }
        }
    }

    private static void aggregates(List<Aggregate> bonds, List<Aggregate> teams, Section.Builder section)
            throws BudgetExceededException {
        String kind = bonds.isEmpty() ? "none" : "bonding";
        if (!teams.isEmpty()) {
            kind = bonds.isEmpty() ? "teaming" : "both";
        }
        section.text("network.aggregation", kind);
        aggregates("network.bond", bonds, section);
        aggregates("network.team", teams, section);
    }

    private static void aggregates(String metric, List<Aggregate> aggregates, Section.Builder section)
            throws BudgetExceededException {
        section.counted(metric + "_mode").counted(metric + "_ports");
        for (Aggregate aggregate : aggregates) {
            section.count(metric + "_mode", aggregate.mode().orElse(OTHER), 1);
            section.count(metric + "_ports", aggregate.size(), 1);
        }
    }

    private static void virtual(VirtualLinks links, Host host, Section.Builder section) throws IOException {
        section.quantity("network.veth", links.veth());
        section.quantity("network.tap", links.tap());
        if (links.vme() > 0 || host.exists("/proc/vz")) {
            section.quantity("network.vme", links.vme());
        }
        if (links.bridges().isPresent()) {
            section.quantity("network.bridges", links.bridges().getAsLong());
        }
        section.counted("network.other_links");
        for (Map.Entry<String, Long> other : links.others().entrySet()) {
            section.count("network.other_links", other.getKey(), other.getValue());
        }
    }

    private static void vlans(Host host, Section.Builder section) throws IOException {
        List<String> lines =
                host.read("/proc/net/vlan/config").orElse("").lines().toList();
        // Two lines of headings; without the module there is no file.
        List<String> vlans = lines.subList(Math.min(2, lines.size()), lines.size());
        if (vlans.stream().allMatch(line -> VLAN.matcher(line).matches())) {
            section.quantity("network.vlans", vlans.size());
        }
    }

    private static void venet(List<String> interfaces, Host host, Section.Builder section) throws IOException {
        Optional<String> veinfo = host.read("/proc/vz/veinfo");
        if (veinfo.isEmpty()) {
            return;
        }
        section.flag("network.venet", interfaces.contains("venet0"));
        OptionalLong containers = Venet.containers(veinfo.get());
        if (containers.isPresent()) {
            section.quantity("network.venet_containers", containers.getAsLong());
        }
    }

    private static void protocols(Host host, Section.Builder section) throws IOException {
        OptionalLong forward = Numbers.read(host, SYSCTL + "ipv4/ip_forward", 1);
        if (forward.isPresent()) {
            section.flag("network.ip_forward", forward.getAsLong() == 1);
        }
        OptionalLong disabled = Numbers.read(host, SYSCTL + "ipv6/conf/all/disable_ipv6", 1);
        if (disabled.isPresent()) {
            section.flag("network.ipv6", disabled.getAsLong() == 0);
        } else if (forward.isPresent() && !host.exists(SYSCTL + "ipv6")) {
            // A kernel that knows IPv4 only.
            section.flag("network.ipv6", false);
        }
        Optional<String> addresses = host.read("/proc/net/if_inet6");
        if (addresses.isPresent()) {
            section.flag(
                    "network.ipv6_global",
                    GLOBAL_ADDRESS.matcher(addresses.get()).find());
        }
        text("network.congestion_control", word(host, "ipv4/tcp_congestion_control", CONGESTION_CONTROLS), section);
        text("network.qdisc", word(host, "core/default_qdisc", QDISCS), section);
    }

    private static Optional<String> word(Host host, String sysctl, Set<String> known) throws IOException {
        return host.read(SYSCTL + sysctl)
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(word -> known.contains(word) ? word : OTHER);
    }

    private static void text(String metric, Optional<String> value, Section.Builder section)
            throws BudgetExceededException {
        if (value.isPresent()) {
            section.text(metric, value.get());
        }
    }
}
