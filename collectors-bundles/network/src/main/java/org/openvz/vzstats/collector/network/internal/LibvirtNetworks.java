package org.openvz.vzstats.collector.network.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.Xml;

/** The virtual networks of libvirt, by how they lead out. Names, addresses and leases beside are not kept. */
final class LibvirtNetworks {

    private static final String DIRECTORY = "/etc/libvirt/qemu/networks";
    private static final Set<String> MODES =
            Set.of("nat", "route", "open", "bridge", "private", "vepa", "passthrough", "hostdev");
    private static final int MAX = 128;

    private LibvirtNetworks() {}

    /** Counts the networks of a host that has libvirt. */
    static void count(Host host, Section.Builder section) throws IOException {
        List<String> files = host.list(DIRECTORY).stream()
                .filter(name -> name.endsWith(".xml"))
                .toList();
        if (files.size() > MAX || (files.isEmpty() && !host.exists(DIRECTORY))) {
            return;
        }
        section.counted("network.libvirt_networks");
        for (String file : files) {
            Optional<String> mode = host.read(DIRECTORY + "/" + file).flatMap(LibvirtNetworks::modeOf);
            if (mode.isPresent()) {
                section.count("network.libvirt_networks", mode.get(), 1);
            }
        }
    }

    /** {@return how it leads out; empty if this is no network} */
    private static Optional<String> modeOf(String xml) {
        return Xml.parse(xml)
                .filter(root -> root.name().equals("network"))
                .map(network -> network.has("forward")
                        ? forward(network.child("forward").attribute("mode"))
                        : "isolated");
    }

    private static String forward(String mode) {
        if (mode.isEmpty()) {
            return "nat";
        }
        return MODES.contains(mode) ? mode : "other";
    }
}
