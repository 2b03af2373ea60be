package org.openvz.vzstats.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValuesTest {

    @Test
    void countsKeepACopyThatNobodyCanChange() {
        SortedMap<String, Long> given = new TreeMap<>(Map.of("ssd", 1L));
        Value.Counts counts = new Value.Counts(given);
        given.put("hdd", 2L);

        assertEquals(Map.of("ssd", 1L), counts.byKey());
        assertThrows(UnsupportedOperationException.class, () -> counts.byKey().put("hdd", 2L));
    }

    @Test
    void aSectionKeepsACopyThatNobodyCanChange() {
        SortedMap<String, Value> given = new TreeMap<>();
        Section section = new Section("disk", given);
        given.put("disk.lvm", new Value.Flag(true));

        assertEquals(Map.of(), section.values());
        assertThrows(UnsupportedOperationException.class, () -> section.values().put("disk.lvm", new Value.Flag(true)));
    }

    @Test
    void aReportKeepsACopyOfItsBytes() {
        byte[] given = "report".getBytes(StandardCharsets.US_ASCII);
        Report report = new Report(new UUID(0, 1), given);
        given[0] = 0;
        report.packed()[1] = 0;

        assertArrayEquals("report".getBytes(StandardCharsets.US_ASCII), report.packed());
        assertEquals("report 00000000-0000-0000-0000-000000000001 of 6 bytes", report.toString());
    }

    @Test
    void aRunKeepsACopyOfItsFiles() {
        Map<String, String> given = new TreeMap<>(Map.of("manifest.json", "{}"));
        Node.Run run =
                new Node.Run(Instant.EPOCH, Decision.allow(), List.of(), given, Optional.empty(), Optional.empty());
        given.clear();

        assertEquals(Map.of("manifest.json", "{}"), run.files());
        assertThrows(UnsupportedOperationException.class, () -> run.files().clear());
    }
}
