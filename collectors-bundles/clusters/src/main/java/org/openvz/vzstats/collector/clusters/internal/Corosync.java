package org.openvz.vzstats.collector.clusters.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Json;
import org.openvz.vzstats.collector.support.Xml;

/** Clusters whose members talk through corosync: of Proxmox VE, of Pacemaker, and of Red Hat before it. */
final class Corosync {

    private static final Pattern NODE = Pattern.compile("(?m)^\\s{0,32}node\\s{0,4}\\{");
    private static final Pattern PROTECTED_GUEST = Pattern.compile("(?m)^(?:vm|ct): {0,4}\\d{1,10}\\s*$");

    /** Resource agents whose resources are guests. */
    private static final Set<String> GUEST_AGENTS = Set.of("VirtualDomain", "Xen", "lxc", "LXC", "ManageVE", "docker");

    private final Host host;
    private final Findings findings;

    private Corosync(Host host, Findings findings) {
        this.host = host;
        this.findings = findings;
    }

    static void read(Host host, Findings findings) throws IOException {
        Corosync corosync = new Corosync(host, findings);
        Optional<String> proxmox = host.read("/etc/pve/corosync.conf");
        if (proxmox.isPresent()) {
            corosync.proxmox(proxmox.get());
        } else {
            corosync.others();
        }
    }

    private void proxmox(String configuration) throws IOException {
        findings.member("proxmox", 1);
        findings.size("proxmox_size", nodes(configuration));
        long guests = PROTECTED_GUEST
                .matcher(host.read("/etc/pve/ha/resources.cfg").orElse(""))
                .results()
                .count();
        findings.highAvailability(guests > 0, guests);
        OptionalLong quorate = host.read("/etc/pve/.members")
                .flatMap(Json::parse)
                .map(members -> Json.number(members.path("cluster").path("quorate"), 1))
                .orElse(OptionalLong.empty());
        if (quorate.isPresent()) {
            findings.health(quorate.getAsLong() == 1);
        }
    }

    private void others() throws IOException {
        Optional<Xml> cib = host.read("/var/lib/pacemaker/cib/cib.xml").flatMap(Xml::parse);
        Optional<Xml> redHat = host.read("/etc/cluster/cluster.conf").flatMap(Xml::parse);
        OptionalLong nodes = nodes(host.read("/etc/corosync/corosync.conf").orElse(""));
        if (cib.isPresent()) {
            // On EL6 cman brings its members together and has a configuration, too: it is the same cluster.
            pacemaker(cib.get());
        } else if (redHat.isPresent()) {
            redHat(redHat.get());
        } else if (nodes.orElse(0) > 0) {
            findings.member("corosync", 1);
            findings.size("corosync_size", nodes);
        }
    }

    private void pacemaker(Xml cib) throws IOException {
        findings.member("pacemaker", 1);
        findings.size("pacemaker_size", OptionalLong.of(count(cib, "nodes", "node")));
        long guests = cib.all()
                .filter(element -> element.name().equals("primitive"))
                .filter(primitive -> GUEST_AGENTS.contains(primitive.attribute("type")))
                .count();
        findings.highAvailability(guests > 0, guests);
    }

    private void redHat(Xml configuration) throws IOException {
        findings.member("rhcs", 1);
        findings.size("rhcs_size", OptionalLong.of(count(configuration, "clusternodes", "clusternode")));
        long guests = count(configuration, "rm", "vm");
        findings.highAvailability(guests > 0, guests);
    }

    /** {@return how many such elements are right beneath such a parent} */
    private static long count(Xml document, String parent, String name) {
        return document.all()
                .filter(element -> element.name().equals(parent))
                .mapToLong(element -> element.children(name).size())
                .sum();
    }

    private static OptionalLong nodes(String configuration) {
        return OptionalLong.of(NODE.matcher(configuration).results().count());
    }
}
