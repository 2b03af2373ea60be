package org.openvz.vzstats.geoip.internal;

import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A MaxMind DB of countries, whole in memory: a mapped file that somebody writes over would change beneath us, and one that gets shorter
 * would end the process. A database of countries has less than 10 MB. Any thread may ask it.
 */
final class CountryDatabase {

    /** Kosovo has no code yet, and everybody uses this one. */
    private static final Set<String> CODES =
            Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("XK")).collect(Collectors.toUnmodifiableSet());

    private final Reader reader;
    private final boolean knowsIpv6;
    private final LocalDate built;

    private CountryDatabase(Reader reader) {
        this.reader = reader;
        this.knowsIpv6 = reader.getMetadata().getIpVersion() == 6;
        this.built = LocalDate.ofInstant(reader.getMetadata().getBuildDate().toInstant(), ZoneOffset.UTC);
    }

    /**
     * Reads a database.
     *
     * @throws IOException if these bytes are none
     */
    static CountryDatabase of(byte[] bytes) throws IOException {
        try {
            // What it has to know of the file stands at its end: one that is not whole is none.
            return new CountryDatabase(new Reader(new ByteArrayInputStream(bytes)));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The last: a damaged length may ask for anything.
            throw new IOException("no database", e);
        }
    }

    /** {@return the country of an address; empty if it is not in here, or what is here of it cannot be read} */
    Optional<String> country(InetAddress address) {
        if (address instanceof Inet6Address && !knowsIpv6) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(reader.get(address, CountryRecord.class))
                    .map(CountryRecord::country)
                    .map(CountryRecord.Country::code)
                    .filter(CODES::contains);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // Damaged in a place that nobody asked for before. Its message names the address.
            return Optional.empty();
        }
    }

    /** {@return the day it was made} */
    LocalDate built() {
        return built;
    }
}
