package org.openvz.vzstats.collector.software.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a package database holds: how many packages, and of those on the public list the versions. No other name is kept. */
final class Inventory {

    private final String format;
    private final Map<String, String> versions = new HashMap<>();
    private int packages;

    /**
     * Starts without packages.
     *
     * @param format of the packages: {@code deb}
     */
    Inventory(String format) {
        this.format = format;
    }

    /** Takes one package. */
    void add(String name, String version) {
        packages++;
        // Debian's package of this name is an applet for a desktop's tray.
        boolean applet = format.equals("deb") && name.equals("docker");
        if (KnownPackages.contains(name) && !applet) {
            versions.merge(name, version, UpstreamVersion::later);
        }
    }

    String format() {
        return format;
    }

    int packages() {
        return packages;
    }

    Set<String> known() {
        return versions.keySet();
    }

    Optional<String> version(String name) {
        return Optional.ofNullable(versions.get(name));
    }
}
