package org.openvz.vzstats.collector.network.internal;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;

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
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            Optional<String> mode = Optional.empty();
            for (int depth = 0; reader.hasNext(); ) {
                int event = reader.next();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                    if (depth == 1 && !reader.getLocalName().equals("network")) {
                        return Optional.empty();
                    }
                    if (depth == 1) {
                        mode = Optional.of("isolated");
                    } else if (depth == 2 && reader.getLocalName().equals("forward")) {
                        mode = Optional.of(forward(reader.getAttributeValue(null, "mode")));
                    }
                }
            }
            return mode;
        } catch (XMLStreamException e) {
            // Cut short or no XML: as if it were not there.
            return Optional.empty();
        }
    }

    private static String forward(@Nullable String mode) {
        if (mode == null) {
            return "nat";
        }
        return MODES.contains(mode) ? mode : "other";
    }
}
