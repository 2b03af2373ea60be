package org.openvz.vzstats.geoip.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The databases that {@code write.pl} makes, by the writer of those who defined the format. */
final class TestDatabases {

    static final Path COUNTRIES = Path.of("src/test/databases/countries.mmdb");
    static final Path MOVED = Path.of("src/test/databases/moved.mmdb");
    static final Path ONLY_IPV4 = Path.of("src/test/databases/only-ipv4.mmdb");
    static final Path NETWORKS = Path.of("src/test/databases/networks.mmdb");

    private TestDatabases() {}

    static CountryDatabase open(Path file) throws IOException {
        return CountryDatabase.of(Files.readAllBytes(file));
    }
}
