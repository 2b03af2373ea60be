package org.openvz.vzstats.collector.software.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.collector.support.PackageDatabase;

/** What a package database holds: how many packages, and of those on the public list the versions. No other name is kept. */
final class Inventory {

    private final String format;
    private final Map<String, String> versions = new HashMap<>();
    private final int packages;

    /** Looks for the packages on the public list. */
    Inventory(PackageDatabase.Installed installed) {
        format = installed.format();
        packages = installed.packages().size();
        installed.packages().forEach(one -> add(one.name(), one.version()));
    }

    private void add(String name, String version) {
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
