package org.openvz.vzstats.collector.software.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.api.Host;

/** Reads the package database of a host: a file where it is text, a directory where names say all, and rpm's by its own command. */
final class PackageDatabase {

    private static final List<String> RPM_DATABASES = List.of(
            "/var/lib/rpm/Packages",
            "/var/lib/rpm/rpmdb.sqlite",
            "/var/lib/rpm/Packages.db",
            "/usr/lib/sysimage/rpm/rpmdb.sqlite",
            "/usr/lib/sysimage/rpm/Packages.db",
            "/usr/share/rpm/rpmdb.sqlite");

    /** The escape is rpm's. */
    private static final List<String> RPM = List.of("rpm", "-qa", "--qf", "%{NAME} %{VERSION}-%{RELEASE} %{ARCH}\\n");

    /** A key that was imported, which rpm keeps as if it were a package. */
    private static final String RPM_KEY = "gpg-pubkey";

    private PackageDatabase() {}

    /** {@return the packages of the first database that has any; empty if there is none} */
    static Optional<Inventory> read(Host host) throws IOException {
        Inventory deb = deb(host.read("/var/lib/dpkg/status").orElse(""));
        if (deb.packages() > 0) {
            return Optional.of(deb);
        }
        Inventory apk = apk(host.read("/lib/apk/db/installed").orElse(""));
        if (apk.packages() > 0) {
            return Optional.of(apk);
        }
        Inventory pacman = pacman(host.list("/var/lib/pacman/local"));
        if (pacman.packages() > 0) {
            return Optional.of(pacman);
        }
        Inventory portage = portage(host);
        if (portage.packages() > 0) {
            return Optional.of(portage);
        }
        if (RPM_DATABASES.stream().anyMatch(host::exists)) {
            Inventory rpm = rpm(host.run(RPM).orElse(""));
            return rpm.packages() > 0 ? Optional.of(rpm) : Optional.empty();
        }
        return Optional.empty();
    }

    /**
     * Parses stanzas of {@code Package: vzctl}, {@code Status: install ok installed}, {@code Version: 4.9.4-1}. Some thousands of them in a
     * megabyte or two: a line is looked at where it is, and only copied if it is one of these.
     */
    static Inventory deb(String status) {
        Inventory inventory = new Inventory("deb");
        String name = "";
        String version = "";
        boolean installed = false;
        int length = status.length();
        for (int start = 0; start <= length; ) {
            int newline = status.indexOf('\n', start);
            int end = newline < 0 ? length : newline;
            if (end == start) {
                if (installed && !name.isEmpty()) {
                    inventory.add(name, version);
                }
                name = "";
                version = "";
                installed = false;
            } else if (status.startsWith("Package: ", start)) {
                name = status.substring(start + 9, end);
            } else if (status.startsWith("Version: ", start)) {
                version = status.substring(start + 9, end);
            } else if (status.startsWith("Status: ", start)) {
                installed = status.substring(start, end).endsWith(" ok installed");
            }
            start = end + 1;
        }
        if (installed && !name.isEmpty()) {
            inventory.add(name, version);
        }
        return inventory;
    }

    /** Parses {@code P:qemu} and {@code V:8.1.5-r0}. */
    private static Inventory apk(String installed) {
        Inventory inventory = new Inventory("apk");
        String name = "";
        int length = installed.length();
        for (int start = 0; start < length; ) {
            int newline = installed.indexOf('\n', start);
            int end = newline < 0 ? length : newline;
            if (installed.startsWith("P:", start)) {
                name = installed.substring(start + 2, end);
            } else if (installed.startsWith("V:", start) && !name.isEmpty()) {
                inventory.add(name, installed.substring(start + 2, end));
                name = "";
            }
            start = end + 1;
        }
        return inventory;
    }

    /** Parses {@code qemu-base-8.2.0-3}. */
    private static Inventory pacman(List<String> directories) {
        Inventory inventory = new Inventory("pacman");
        for (String directory : directories) {
            int release = directory.lastIndexOf('-');
            int version = release < 0 ? -1 : directory.lastIndexOf('-', release - 1);
            if (version > 0) {
                inventory.add(directory.substring(0, version), directory.substring(version + 1, release));
            }
        }
        return inventory;
    }

    /** Parses {@code sys-cluster/vzctl-4.11.1-r1}. */
    private static Inventory portage(Host host) throws IOException {
        Inventory inventory = new Inventory("portage");
        for (String category : host.list("/var/db/pkg")) {
            for (String directory : host.list("/var/db/pkg/" + category)) {
                int last = directory.lastIndexOf('-');
                boolean revision = last > 0 && directory.startsWith("r", last + 1);
                String name = revision ? directory.substring(0, last) : directory;
                int version = name.lastIndexOf('-');
                if (version > 0 && !name.startsWith("-MERGING-")) {
                    inventory.add(name.substring(0, version), name.substring(version + 1));
                }
            }
        }
        return inventory;
    }

    private static Inventory rpm(String lines) {
        Inventory inventory = new Inventory("rpm");
        lines.lines().map(line -> line.split(" ", -1)).forEach(columns -> {
            if (columns.length == 3 && !columns[0].isEmpty() && !columns[0].equals(RPM_KEY)) {
                inventory.add(columns[0], columns[1]);
            }
        });
        return inventory;
    }
}
