package org.openvz.vzstats.geoip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the file while the server runs. */
class CountryFileTest {

    @TempDir
    Path directory;

    private Path file;
    private CountryFile countries;

    @BeforeEach
    void followed() throws IOException {
        file = directory.resolve("countries.mmdb");
        Files.copy(TestDatabases.COUNTRIES, file);
        countries = new CountryFile(file);
        countries.look();
        assertEquals(Optional.of("DE"), here());
    }

    @Test
    void anotherInItsPlaceIsUsedWhenItHasSettled() throws Exception {
        replace(TestDatabases.MOVED);
        countries.look();
        assertEquals(Optional.of("DE"), here(), "somebody may still be at it");
        countries.look();
        assertEquals(Optional.of("FR"), here());
        assertEquals(Optional.of("IT"), countries.of(InetAddress.getByName("2001:db8::1")));
    }

    @Test
    void oneThatIsBeingWrittenIsNotUsed() throws Exception {
        byte[] next = Files.readAllBytes(TestDatabases.MOVED);
        Files.delete(file);
        for (int length = 0; length < next.length; length += 300) {
            Files.write(file, Arrays.copyOf(next, length));
            countries.look();
            assertEquals(Optional.of("DE"), here(), length + " bytes");
        }
        countries.look();
        countries.look();
        assertEquals(Optional.of("DE"), here(), "whoever wrote it has stopped half-way");
        Files.write(file, next);
        countries.look();
        countries.look();
        assertEquals(Optional.of("FR"), here());
    }

    @Test
    void aDamagedOneDoesNotTakeThePlaceOfOneThatIsNot() throws Exception {
        Files.writeString(file, "<html>You have to log in to download this</html>");
        look();
        assertEquals(Optional.of("DE"), here());
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(CountryFile.MAX_BYTES + 1L);
        }
        look();
        assertEquals(Optional.of("DE"), here());
        Files.delete(file);
        Files.createDirectory(file);
        countries.look();
        assertEquals(Optional.of("DE"), here());
    }

    @Test
    void aFileThatIsGoneForAMomentIsNotMissedAndOneThatIsGoneForGoodIsNotUsed() throws Exception {
        Files.delete(file);
        countries.look();
        assertEquals(Optional.of("DE"), here());
        Files.copy(TestDatabases.MOVED, file);
        look();
        assertEquals(Optional.of("FR"), here());

        Files.delete(file);
        look();
        assertEquals(Optional.empty(), here());
        Files.copy(TestDatabases.COUNTRIES, file);
        look();
        assertEquals(Optional.of("DE"), here());
    }

    @Test
    void oneThatComesLaterIsUsed() throws Exception {
        file = directory.resolve("later.mmdb");
        countries = new CountryFile(file);
        look();
        assertEquals(Optional.empty(), here());
        Files.writeString(file, "");
        look();
        assertEquals(Optional.empty(), here());
        replace(TestDatabases.MOVED);
        look();
        assertEquals(Optional.of("FR"), here());
    }

    @Test
    void aLinkThatLeadsElsewhereIsFollowed() throws Exception {
        Files.copy(TestDatabases.MOVED, directory.resolve("next.mmdb"));
        Path link = Files.createSymbolicLink(directory.resolve("current"), Path.of("countries.mmdb"));
        countries = new CountryFile(link);
        countries.look();
        assertEquals(Optional.of("DE"), here());
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("next.mmdb"));
        look();
        assertEquals(Optional.of("FR"), here());
    }

    @Test
    void withoutADatabaseNothingIsKnown() throws Exception {
        for (String none : new String[] {"", "  ", directory.resolve("none").toString(), directory.toString()}) {
            GeoipCountries unknown = new GeoipCountries(new Configured(none));
            assertEquals(Optional.empty(), unknown.of(InetAddress.getByName("192.0.2.1")), none);
            unknown.close();
        }
        GeoipCountries known = new GeoipCountries(new Configured(" " + file + " "));
        assertEquals(Optional.of("DE"), known.of(InetAddress.getByName("192.0.2.1")));
        known.close();
        assertThrows(IllegalArgumentException.class, () -> new GeoipCountries(new Configured("a\0b")));
    }

    private void look() {
        countries.look();
        countries.look();
    }

    private void replace(Path other) throws IOException {
        Path beside = Files.copy(other, directory.resolve("beside"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Optional<String> here() throws IOException {
        return countries.of(InetAddress.getByName("192.0.2.1"));
    }

    /** What is in the configuration. */
    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record Configured(String database) implements GeoipCountries.Config {

        @Override
        public Class<? extends Annotation> annotationType() {
            return GeoipCountries.Config.class;
        }
    }
}
