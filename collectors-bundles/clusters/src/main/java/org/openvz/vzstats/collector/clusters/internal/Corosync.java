package org.openvz.vzstats.collector.clusters.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;

/** Clusters whose members talk through corosync: of Proxmox VE, of Pacemaker, and of Red Hat before it. */
final class Corosync {

    private static final Pattern NODE = Pattern.compile("(?m)^\\s{0,32}node\\s{0,4}\\{");
    private static final Pattern PROTECTED_GUEST = Pattern.compile("(?m)^(?:vm|ct): {0,4}\\d{1,10}\\s*$");

    /** Resource agents whose resources are guests. */
    private static final Set<String> GUEST_AGENTS = Set.of("VirtualDomain", "Xen", "lxc", "LXC", "ManageVE", "docker");

    private static final ObjectMapper JSON = new ObjectMapper();

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
            corosync.pacemaker();
            corosync.redHat();
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
        JsonNode quorate =
                json(host.read("/etc/pve/.members").orElse("")).path("cluster").path("quorate");
        if (quorate.isInt()) {
            findings.health(quorate.intValue() == 1);
        }
    }

    private void pacemaker() throws IOException {
        Optional<String> configuration = host.read("/etc/corosync/corosync.conf");
        Optional<Elements> cib = host.read("/var/lib/pacemaker/cib/cib.xml").flatMap(Elements::of);
        if (cib.isPresent()) {
            findings.member("pacemaker", 1);
            findings.size("pacemaker_size", OptionalLong.of(cib.get().count("nodes", "node")));
            long guests = GUEST_AGENTS.stream()
                    .mapToLong(agent -> cib.get().countOfType("primitive", agent))
                    .sum();
            findings.highAvailability(guests > 0, guests);
        } else if (configuration.isPresent() && nodes(configuration.get()).orElse(0) > 0) {
            findings.member("corosync", 1);
            findings.size("corosync_size", nodes(configuration.get()));
        }
    }

    private void redHat() throws IOException {
        Optional<Elements> configuration =
                host.read("/etc/cluster/cluster.conf").flatMap(Elements::of);
        if (configuration.isPresent()) {
            findings.member("rhcs", 1);
            findings.size("rhcs_size", OptionalLong.of(configuration.get().count("clusternodes", "clusternode")));
            long guests = configuration.get().count("rm", "vm");
            findings.highAvailability(guests > 0, guests);
        }
    }

    private static OptionalLong nodes(String configuration) {
        return OptionalLong.of(NODE.matcher(configuration).results().count());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // No JSON, or too deep: the same as absent.
            return JSON.missingNode();
        }
    }
}
