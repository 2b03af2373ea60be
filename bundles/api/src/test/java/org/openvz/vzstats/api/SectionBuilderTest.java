package org.openvz.vzstats.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SectionBuilderTest {

    private final Section.Builder section = new Section.Builder("disk");

    @Test
    void everyKindOfValueIsKept() throws Exception {
        section.flag("disk.lvm", true)
                .quantity("disk.vz_size", 256)
                .text("disk.vz_fs", "ext4")
                .count("disk.count", "ssd", 2)
                .counted("disk.model");

        assertEquals(
                Map.of(
                        "disk.lvm", new Value.Flag(true),
                        "disk.vz_size", new Value.Quantity(256),
                        "disk.vz_fs", new Value.Text("ext4"),
                        "disk.count", Value.Counts.of(Map.of("ssd", 2L)),
                        "disk.model", Value.Counts.of(Map.of())),
                section.build().values());
    }

    @Test
    void whatIsSetTwiceKeepsTheLastValue() throws Exception {
        section.quantity("disk.vz_size", 1).quantity("disk.vz_size", 2);
        assertEquals(new Value.Quantity(2), section.build().values().get("disk.vz_size"));
    }

    @Test
    void whatIsCountedTwiceAddsUp() throws Exception {
        section.count("disk.count", "ssd", 2).count("disk.count", "ssd", 3).counted("disk.count");
        assertEquals(
                Value.Counts.of(Map.of("ssd", 5L)), section.build().values().get("disk.count"));
    }

    @Test
    void whatWasBuiltDoesNotChange() throws Exception {
        Section built = section.count("disk.count", "ssd", 2).build();
        section.count("disk.count", "ssd", 2).flag("disk.lvm", true);
        assertEquals(Map.of("disk.count", Value.Counts.of(Map.of("ssd", 2L))), built.values());
    }

    @Test
    void aTextOf256CharactersIsTheLongest() throws Exception {
        String longest = "x".repeat(256);
        section.text(longest, longest).count("disk.count", longest, 1);

        String tooLong = longest + "x";
        assertThrows(BudgetExceededException.class, () -> section.text("disk.vz_fs", tooLong));
        assertThrows(BudgetExceededException.class, () -> section.flag(tooLong, true));
        assertThrows(BudgetExceededException.class, () -> section.counted(tooLong));
        assertThrows(BudgetExceededException.class, () -> section.count(tooLong, "ssd", 1));
        assertThrows(BudgetExceededException.class, () -> section.count("disk.count", tooLong, 1));
        assertEquals(2, section.build().values().size());
    }

    @Test
    void aSectionHolds4096ValuesAndKeys() throws Exception {
        section.counted("disk.count");
        for (int i = 1; i < Section.Builder.MAX_ENTRIES; i++) {
            section.count("disk.count", "key" + i, 1);
        }
        assertThrows(BudgetExceededException.class, () -> section.flag("disk.lvm", true));
        section.count("disk.count", "key1", 1);
    }

    @Test
    void aCollectorThatIgnoresItsEndAddsNothingMore() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            try {
                section.quantity("disk.q" + i, i).count("disk.c" + i, "key", i);
            } catch (BudgetExceededException e) {
                assertEquals("more than 4096 values in one section", e.getMessage());
            }
        }
        long entries = section.build().values().values().stream()
                .mapToLong(value -> value instanceof Value.Counts counts
                        ? 1 + counts.byKey().size()
                        : 1)
                .sum();
        assertEquals(4_096, entries);
    }

    @Test
    void countingNothingOftenFillsNothing() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            section.count("disk.count", "hdd", 0).flag("disk.lvm", false);
        }
        assertEquals(
                Value.Counts.of(Map.of("hdd", 0L)), section.build().values().get("disk.count"));
    }

    @Test
    void aSumBeyond64BitEndsTheCollectorAsAFlood() throws Exception {
        section.count("disk.count", "ssd", Long.MAX_VALUE);
        assertThrows(BudgetExceededException.class, () -> section.count("disk.count", "ssd", 1));
        assertEquals(
                Value.Counts.of(Map.of("ssd", Long.MAX_VALUE)),
                section.build().values().get("disk.count"));
    }

    @Test
    void whatIsShownIsMadeForAPreviewOnlyAndNeverInTheSection() throws Exception {
        section.show("raid", () -> {
            throw new IllegalStateException("made in a run");
        });
        assertEquals(Map.of(), section.shown());

        Section.Builder preview = new Section.Builder("disk", true);
        preview.show("raid", () -> "zq\u001b[2J\tsecret\r\n").show("slow", () -> {
            throw new BudgetExceededException(
                    BudgetExceededException.Limit.TIME, "more time than one command may take");
        });
        assertEquals(
                Map.of("raid", "zq?[2J\tsecret?\n", "slow", "more time than one command may take\n"), preview.shown());
        assertEquals(Map.of(), preview.build().values());
    }

    @Test
    void whatIsShownIsBounded() throws Exception {
        Section.Builder preview = new Section.Builder("disk", true);
        for (int i = 0; i < 100; i++) {
            preview.show("text" + i, () -> "x".repeat(100_000));
        }
        assertEquals(Section.Builder.MAX_SHOWN, preview.shown().size());
        assertEquals(
                Section.Builder.MAX_SHOWN_TEXT,
                String.valueOf(preview.shown().get("text0")).length());
        assertThrows(BudgetExceededException.class, () -> section("x".repeat(257)));
    }

    private static void section(String name) throws Exception {
        new Section.Builder("disk", true).show(name, () -> "");
    }
}
