package org.openvz.vzstats.geoip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CountryDatabaseTest {

    @Test
    void anAddressIsInTheCountryWhereItsNetworkIsUsed() throws Exception {
        CountryDatabase database = TestDatabases.open(TestDatabases.COUNTRIES);
        assertEquals(Optional.of("DE"), country(database, "192.0.2.1"));
        assertEquals(Optional.of("DE"), country(database, "192.0.2.127"));
        assertEquals(Optional.of("NZ"), country(database, "192.0.2.128"));
        assertEquals(Optional.of("XK"), country(database, "203.0.113.5"));
        assertEquals(Optional.of("JP"), country(database, "2001:db8:1::5"));
        assertEquals(Optional.of("BR"), country(database, "2001:db8:2:ffff::1"));
        assertEquals(Optional.of("DE"), country(database, "::ffff:192.0.2.1"), "IPv4-mapped");
        assertEquals(Optional.of("NZ"), country(database, "2002:c000:0280::1"), "6to4");
        assertTrue(database.built().isAfter(LocalDate.of(2026, 1, 1)));
    }

    @Test
    void whatItDoesNotSayIsUnknown() throws Exception {
        CountryDatabase database = TestDatabases.open(TestDatabases.COUNTRIES);
        assertEquals(
                Optional.empty(), country(database, "198.51.100.7"), "registered somewhere, used nobody knows where");
        assertEquals(Optional.empty(), country(database, "203.0.113.17"), "no code of ISO 3166");
        assertEquals(Optional.empty(), country(database, "203.0.113.33"), "a country without a code");
        for (String address : List.of("127.0.0.1", "::1", "10.0.0.1", "203.0.113.200", "2001:db8:3::1", "fe80::1")) {
            assertEquals(Optional.empty(), country(database, address), address);
        }
        assertEquals(Optional.empty(), country(TestDatabases.open(TestDatabases.NETWORKS), "192.0.2.1"));
    }

    @Test
    void oneOfIpv4OnlyKnowsNoIpv6() throws Exception {
        CountryDatabase database = TestDatabases.open(TestDatabases.ONLY_IPV4);
        assertEquals(Optional.of("CH"), country(database, "192.0.2.1"));
        assertEquals(Optional.of("CH"), country(database, "::ffff:192.0.2.1"));
        assertEquals(Optional.empty(), country(database, "2001:db8:1::5"));
    }

    @Test
    void whatIsNoDatabaseIsNone() {
        for (byte[] bytes :
                List.of(new byte[0], new byte[100_000], "no database".repeat(99).getBytes(StandardCharsets.US_ASCII))) {
            assertThrows(IOException.class, () -> CountryDatabase.of(bytes));
        }
    }

    @Test
    void oneThatLacksItsEndIsNone() throws Exception {
        byte[] whole = Files.readAllBytes(TestDatabases.COUNTRIES);
        for (int length = 0; length < whole.length - 1; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            // Without its last bytes the description may be short of a word; the rest is needed.
            if (length < whole.length - 200) {
                assertThrows(IOException.class, () -> CountryDatabase.of(part), length + " bytes");
            } else {
                readOrRefuse(part);
            }
        }
    }

    @Test
    void aDamagedOneNeverFailsAndTellsNothingButCountries() throws Exception {
        byte[] whole = Files.readAllBytes(TestDatabases.COUNTRIES);
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = whole.clone();
            for (int bits = random.nextInt(8); bits >= 0; bits--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            readOrRefuse(damaged);
        }
    }

    private static void readOrRefuse(byte[] bytes) throws Exception {
        CountryDatabase database;
        try {
            database = CountryDatabase.of(bytes);
        } catch (IOException e) {
            return;
        }
        for (String address : List.of("192.0.2.1", "192.0.2.200", "203.0.113.5", "2001:db8:1::5", "::ffff:192.0.2.1")) {
            assertTrue(country(database, address).orElse("DE").matches("[A-Z]{2}"));
        }
    }

    @Test
    void manyMayAskAtOnce() throws Exception {
        CountryDatabase database = TestDatabases.open(TestDatabases.COUNTRIES);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String address = List.of("192.0.2.1", "192.0.2.200", "2001:db8:1::5", "10.0.0.1")
                    .get(i % 4);
            Optional<String> right = country(database, address);
            answers.add(threads.submit(() -> {
                boolean same = true;
                for (int n = 0; n < 5_000; n++) {
                    same &= country(database, address).equals(right);
                }
                return same;
            }));
        }
        for (Future<Boolean> answer : answers) {
            assertTrue(answer.get(1, TimeUnit.MINUTES));
        }
        threads.shutdown();
    }

    private static Optional<String> country(CountryDatabase database, String address) throws IOException {
        return database.country(InetAddress.getByName(address));
    }
}
