package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Observations;

class PackedSectionsTest {

    private static final List<String> WORDS =
            List.of("", "a", "ab", "xeon e5", "ядро", "\uD83D\uDCBE", "\uD83D\uDCBF x", "z".repeat(300));

    private final PackedSections.Writer writer = new PackedSections.Writer();
    private final PackedSections.Reader reader = new PackedSections.Reader();

    @Test
    void whatIsReadIsWhatWasWritten() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            List<StoredSection> sections = sections(random);
            List<StoredSection> read = reader.read(writer.sections(sections), writer.said(sections));
            assertEquals(sections, read);
            for (int i = 0; i < read.size(); i++) {
                Observations values = sections.get(i).observations().values();
                assertEquals(values, read.get(i).observations().values());
                assertEquals(read.get(i).observations(), PackedObservations.of(values));
            }
        }
    }

    @Test
    void equalObservationsAreEqualBytesAndOthersAreNot() {
        Random random = new Random(2);
        for (int round = 0; round < 2_000; round++) {
            Observations one = observations(random);
            Observations other = observations(random);
            assertEquals(one, PackedObservations.of(one).values());
            assertEquals(one.equals(other), PackedObservations.of(one).equals(PackedObservations.of(other)));
        }
        SortedMap<String, SortedMap<String, Long>> none = new TreeMap<>(Map.of("disk.count", new TreeMap<>()));
        Observations asked = new Observations(none);
        Observations counted = new Observations(none, new TreeSet<>(none.keySet()));
        assertNotEquals(PackedObservations.of(asked), PackedObservations.of(counted));
        assertEquals(counted, PackedObservations.of(counted).values());
    }

    @Test
    void damageIsToldAndTheNodeIsNot() {
        Random random = new Random(3);
        int told = 0;
        for (int round = 0; round < 3_000; round++) {
            List<StoredSection> sections = sections(random);
            byte[] what = damaged(random, writer.sections(sections));
            byte[] when = damaged(random, writer.said(sections));
            try {
                reader.read(what, when)
                        .forEach(section -> section.observations().values());
            } catch (IllegalStateException e) {
                assertTrue(String.valueOf(e.getMessage()).endsWith("Set it back to a backup"), e.getMessage());
                told++;
            }
        }
        assertTrue(told > 2_000, "told of " + told);
    }

    @Test
    void whatWouldInflateWithoutEndIsDamage() {
        Deflater deflater = new Deflater(9, true);
        byte[] bomb = new byte[1 << 20];
        int size = 1;
        bomb[0] = 1;
        for (int megabyte = 0; megabyte < 65; megabyte++) {
            deflater.setInput(new byte[1 << 20]);
            size += deflater.deflate(bomb, size, bomb.length - size, Deflater.SYNC_FLUSH);
        }
        deflater.end();
        byte[] packed = Arrays.copyOf(bomb, size);
        assertThrows(IllegalStateException.class, () -> reader.read(packed, new byte[] {1}));
    }

    private static byte[] damaged(Random random, byte[] whole) {
        byte[] bytes = whole.clone();
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> Arrays.copyOf(bytes, bytes.length + 1);
            default -> {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
        };
    }

    private static List<StoredSection> sections(Random random) {
        List<StoredSection> sections = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            sections.add(new StoredSection(
                    "collector-" + i,
                    new StoredSection.Said(
                            LocalDate.ofEpochDay(random.nextInt(40_000) - 10_000),
                            random.nextInt() * 3L,
                            random.nextInt(9) - 1),
                    PackedObservations.of(observations(random))));
        }
        return sections;
    }

    private static Observations observations(Random random) {
        SortedMap<String, SortedMap<String, Long>> byMetric = new TreeMap<>();
        TreeSet<String> counts = new TreeSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String metric = "t." + word(random) + word(random);
            SortedMap<String, Long> values = new TreeMap<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                values.put(word(random), random.nextBoolean() ? 1L : random.nextLong());
            }
            byMetric.put(metric, values);
            if (random.nextInt(3) == 0) {
                counts.add(metric);
            }
        }
        return new Observations(byMetric, counts);
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
