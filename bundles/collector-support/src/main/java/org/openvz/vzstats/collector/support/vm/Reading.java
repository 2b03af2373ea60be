package org.openvz.vzstats.collector.support.vm;

import java.util.List;
import java.util.Optional;

/**
 * What one stack says of a host.
 *
 * @param installed whether the host has this stack
 * @param machines all its machines; empty if it does not say
 */
record Reading(boolean installed, Optional<List<VirtualMachine>> machines) {

    static final Reading ABSENT = new Reading(false, Optional.empty());

    /** A sum without these would be wrong. */
    static final Reading UNKNOWN = new Reading(true, Optional.empty());

    static Reading of(List<VirtualMachine> machines) {
        return new Reading(true, Optional.of(List.copyOf(machines)));
    }
}
