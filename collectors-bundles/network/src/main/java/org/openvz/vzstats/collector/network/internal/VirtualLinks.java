package org.openvz.vzstats.collector.network.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;

/**
 * How many virtual interfaces there are of which kind. Those that come by the thousand go by the names that the products give them; the
 * others are looked at.
 *
 * @param veth host ends of veth pairs
 * @param tap taps of virtual machines
 * @param vme ports of guests of OpenVZ 7, which names those of containers and of virtual machines alike
 * @param bridges empty if there are too many interfaces to look at
 * @param others links of other kinds
 */
record VirtualLinks(long veth, long tap, long vme, OptionalLong bridges, Map<String, Long> others) {

    private static final Pattern VETH = Pattern.compile("veth.*|cali[0-9a-f]{11}|lxc[0-9a-f]{12}");
    private static final Pattern TAP = Pattern.compile("tap.*|vnet[0-9]+");
    private static final Pattern VME = Pattern.compile("vme[0-9a-f]+");

    /** Counted elsewhere, made for each guest by Proxmox's firewall, or there as soon as a module is loaded. */
    private static final Pattern SKIPPED = Pattern.compile(
            "lo|bond[0-9]+|team[0-9]+|.*\\.[0-9]{1,4}|fw(br|pr|ln)[0-9]+[ipo][0-9]+|venet0|virbr[0-9]+-nic"
                    + "|(sit|gre|gretap|erspan|ip6tnl|tunl|ip_vti|ip6_vti|ip6gre|teql)0");

    private static final Pattern DEVICE_TYPE = Pattern.compile("(?m)^DEVTYPE=([a-z0-9]{1,16})$");

    private static final Map<Pattern, String> BY_NAME = Map.of(
            Pattern.compile("dummy[0-9]+"), "dummy",
            Pattern.compile("ifb[0-9]+"), "ifb",
            Pattern.compile("tun[0-9]+"), "tun",
            Pattern.compile("wg[0-9]+"), "wireguard",
            Pattern.compile("ovs-system"), "openvswitch",
            Pattern.compile("macvtap[0-9]+"), "macvtap");

    private static final Map<String, String> BY_TYPE = Map.of(
            "vxlan", "vxlan",
            "geneve", "geneve",
            "wireguard", "wireguard",
            "macvlan", "macvlan",
            "macvtap", "macvtap",
            "gretap", "gre",
            "ppp", "ppp");

    private static final int MAX_LOOKS = 128;

    /** Counts these interfaces. */
    static VirtualLinks among(List<String> names, Host host) throws IOException {
        long veth = 0;
        long tap = 0;
        long vme = 0;
        long bridges = 0;
        int looks = 0;
        Map<String, Long> others = new TreeMap<>();
        for (String name : names) {
            if (VETH.matcher(name).matches()) {
                veth++;
            } else if (TAP.matcher(name).matches()) {
                tap++;
            } else if (VME.matcher(name).matches()) {
                vme++;
            } else if (!SKIPPED.matcher(name).matches()) {
                Optional<String> kind = byName(name);
                if (kind.isEmpty() && looks++ < MAX_LOOKS) {
                    kind = byLook(name, host);
                }
                if (kind.filter("bridge"::equals).isPresent()) {
                    bridges++;
                } else if (kind.filter("tap"::equals).isPresent()) {
                    tap++;
                } else if (kind.isPresent()) {
                    others.merge(kind.get(), 1L, Long::sum);
                }
            }
        }
        return new VirtualLinks(
                veth,
                tap,
                vme,
                looks > MAX_LOOKS ? OptionalLong.empty() : OptionalLong.of(bridges),
                Map.copyOf(others));
    }

    private static Optional<String> byName(String name) {
        return BY_NAME.entrySet().stream()
                .filter(kind -> kind.getKey().matcher(name).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<String> byLook(String name, Host host) throws IOException {
        String directory = Interfaces.DIRECTORY + name + "/";
        if (host.exists(directory + "bridge")) {
            return Optional.of("bridge");
        }
        if (host.exists(directory + "tun_flags")) {
            return Optional.of("tap");
        }
        Matcher type = DEVICE_TYPE.matcher(host.read(directory + "uevent").orElse(""));
        return type.find() ? Optional.ofNullable(BY_TYPE.get(type.group(1))) : Optional.empty();
    }
}
