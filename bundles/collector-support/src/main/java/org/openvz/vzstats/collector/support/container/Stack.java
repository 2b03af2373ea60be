package org.openvz.vzstats.collector.support.container;

import java.util.Locale;

/** What runs containers. */
public enum Stack {
    /** OpenVZ 6, OpenVZ 7, Virtuozzo. */
    OPENVZ,
    /** Proxmox VE. */
    PROXMOX,
    /** LXC without a daemon. */
    LXC,
    /** Incus, and LXD before it. */
    INCUS,
    /** Docker. */
    DOCKER,
    /** Podman. */
    PODMAN;

    /** {@return its name in metrics} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return whether its containers are made from an image of one application, not from a distribution} */
    public boolean runsApplications() {
        return this == DOCKER || this == PODMAN;
    }
}
