package org.openvz.vzstats.collector.support.vm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.api.Host;

/** Reads the virtual machines of a host from every stack that it has: templates are none. */
public final class VirtualMachines {

    private VirtualMachines() {}

    /**
     * Reads them. A stack that is not there costs no process.
     *
     * @return all of them; empty if the host has no stack that is known here, or one that does not say all
     */
    public static Optional<List<VirtualMachine>> of(Host host) throws IOException {
        Reading virtuozzo = Prlctl.read(host);
        // The dispatcher of Virtuozzo keeps its machines in libvirt: there they are once more.
        Reading libvirt = virtuozzo.installed() ? Reading.ABSENT : Libvirt.read(host);
        List<Reading> readings = new ArrayList<>(List.of(virtuozzo, libvirt, Proxmox.read(host)));
        readings.addAll(Incus.read(host));
        List<VirtualMachine> machines = new ArrayList<>();
        boolean any = false;
        for (Reading reading : readings) {
            if (reading.installed() && reading.machines().isEmpty()) {
                return Optional.empty();
            }
            any |= reading.installed();
            machines.addAll(reading.machines().orElse(List.of()));
        }
        return any ? Optional.of(List.copyOf(machines)) : Optional.empty();
    }
}
