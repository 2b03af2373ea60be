package org.openvz.vzstats.collector.support;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Host;

/** Reads the package database of a host: a file where it is text, a directory where names say all, and rpm's by its own command. */
public final class PackageDatabase {

    private static final List<String> RPM_DATABASES = List.of(
            "/var/lib/rpm/Packages",
            "/var/lib/rpm/rpmdb.sqlite",
            "/var/lib/rpm/Packages.db",
            "/usr/lib/sysimage/rpm/rpmdb.sqlite",
            "/usr/lib/sysimage/rpm/Packages.db",
            "/usr/share/rpm/rpmdb.sqlite");

    private static final String DEB = "/var/lib/dpkg/status";
    private static final String APK = "/lib/apk/db/installed";
    private static final String PACMAN = "/var/lib/pacman/local";

    /** The escape is rpm's. */
    private static final List<String> RPM = List.of("rpm", "-qa", "--qf", "%{NAME} %{VERSION}-%{RELEASE} %{ARCH}\\n");

    /** A key that was imported, which rpm keeps as if it were a package. */
    private static final String RPM_KEY = "gpg-pubkey";

    private PackageDatabase() {}

    /**
     * What a database holds.
     *
     * @param format of the packages: {@code deb}
     */
    public record Installed(String format, List<Entry> packages) {

        /** Keeps a copy. */
        public Installed {
            packages = List.copyOf(packages);
        }
    }

    /**
     * An installed package; of one that is there in several versions there are several.
     *
     * @param version with the release where it is an rpm or a deb or an apk
     */
    public record Entry(String name, String version) {}

    /**
     * {@return the packages of the first database that has any; empty if there is none}
     *
     * @throws BudgetExceededException if it takes more than the host's budget
     */
    public static Optional<Installed> read(Host host) throws IOException {
        Installed deb = deb(host.read(DEB).orElse(""));
        if (!deb.packages().isEmpty()) {
            return Optional.of(deb);
        }
        Installed apk = apk(host.read(APK).orElse(""));
        if (!apk.packages().isEmpty()) {
            return Optional.of(apk);
        }
        Installed pacman = pacman(host.list(PACMAN));
        if (!pacman.packages().isEmpty()) {
            return Optional.of(pacman);
        }
        Installed portage = portage(host);
        if (!portage.packages().isEmpty()) {
            return Optional.of(portage);
        }
        if (RPM_DATABASES.stream().anyMatch(host::exists)) {
            Installed rpm = rpm(host.run(RPM).orElse(""));
            return !rpm.packages().isEmpty() ? Optional.of(rpm) : Optional.empty();
        }
        return Optional.empty();
    }

    /** {@return the files and directories that are written when packages are installed, updated or removed} */
    public static List<String> places() {
        List<String> places = new ArrayList<>(RPM_DATABASES);
        places.addAll(List.of(DEB, APK, PACMAN));
        return List.copyOf(places);
    }

    /**
     * Parses stanzas of {@code Package: vzctl}, {@code Status: install ok installed}, {@code Version: 4.9.4-1}. Some thousands of them in a
     * megabyte or two: a line is looked at where it is, and only copied if it is one of these.
     */
    public static Installed deb(String status) {
        List<Entry> packages = new ArrayList<>();
        String name = "";
        String version = "";
        boolean installed = false;
        int length = status.length();
        for (int start = 0; start <= length; ) {
            int newline = status.indexOf('\n', start);
            int end = newline < 0 ? length : newline;
            if (end == start) {
                if (installed && !name.isEmpty()) {
                    packages.add(new Entry(name, version));
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
            packages.add(new Entry(name, version));
        }
        return new Installed("deb", packages);
    }

    /** Parses {@code P:qemu} and {@code V:8.1.5-r0}. */
    private static Installed apk(String installed) {
        List<Entry> packages = new ArrayList<>();
        String name = "";
        int length = installed.length();
        for (int start = 0; start < length; ) {
            int newline = installed.indexOf('\n', start);
            int end = newline < 0 ? length : newline;
            if (installed.startsWith("P:", start)) {
                name = installed.substring(start + 2, end);
            } else if (installed.startsWith("V:", start) && !name.isEmpty()) {
                packages.add(new Entry(name, installed.substring(start + 2, end)));
                name = "";
            }
            start = end + 1;
        }
        return new Installed("apk", packages);
    }

    /** Parses {@code qemu-base-8.2.0-3}. */
    private static Installed pacman(List<String> directories) {
        List<Entry> packages = new ArrayList<>();
        for (String directory : directories) {
            int release = directory.lastIndexOf('-');
            int version = release < 0 ? -1 : directory.lastIndexOf('-', release - 1);
            if (version > 0) {
                packages.add(new Entry(directory.substring(0, version), directory.substring(version + 1, release)));
            }
        }
        return new Installed("pacman", packages);
    }

    /** Parses {@code sys-cluster/vzctl-4.11.1-r1}. */
    private static Installed portage(Host host) throws IOException {
        List<Entry> packages = new ArrayList<>();
        for (String category : host.list("/var/db/pkg")) {
            for (String directory : host.list("/var/db/pkg/" + category)) {
                int last = directory.lastIndexOf('-');
                boolean revision = last > 0 && directory.startsWith("r", last + 1);
                String name = revision ? directory.substring(0, last) : directory;
                int version = name.lastIndexOf('-');
                if (version > 0 && !name.startsWith("-MERGING-")) {
                    packages.add(new Entry(name.substring(0, version), name.substring(version + 1)));
                }
            }
        }
        return new Installed("portage", packages);
    }

    private static Installed rpm(String lines) {
        List<Entry> packages = new ArrayList<>();
        lines.lines().map(line -> line.split(" ", -1)).forEach(columns -> {
            if (columns.length == 3 && !columns[0].isEmpty() && !columns[0].equals(RPM_KEY)) {
                packages.add(new Entry(columns[0], columns[1]));
            }
        });
        return new Installed("rpm", packages);
    }
}
