package org.openvz.vzstats.collector.scripts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnersFileTest {

    private static final String RAID =
            """
            collector: scripts
            title: RAID
            revision: 2
            metrics:
              - name: scripts.raid_degraded
                match: '^degraded: (\\d+)$'
                type: quantity
                buckets: [1, 2, 4]
                title: Degraded arrays
                why: Shows how long arrays stay degraded.
                source: raidcheck
                since: 2
              - name: scripts.raid
                match: '^RAID'
                type: flag
                title: RAID
                why: Says whether there is one.
                source: raidcheck
                since: 1
            """;

    @Test
    void isAMetricsFileWithAnExpressionForEachMetric() throws IOException {
        OwnersFile file = OwnersFile.read(RAID);
        assertEquals(2, file.topic().revision());
        assertEquals(2, file.topic().metrics().size());
        assertEquals("^degraded: (\\d+)$", String.valueOf(file.matches().get("scripts.raid_degraded")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "collector: scripts|collector: raid|metric scripts.raid_degraded: must begin with raid.",
                "match: '^RAID'|chart: bar|metric scripts.raid: match is missing: a regular expression that finds its value",
                "match: '^RAID'|match: 7|metric scripts.raid: match is missing: a regular expression that finds its value",
                "match: '^RAID'|match: '^(RAID'|metric scripts.raid: match is no regular expression",
                "(\\d+)|\\d+|metric scripts.raid_degraded: match needs a group, (…), around the value",
                "match: '^RAID'|matches: '^RAID'|metric scripts.raid: matches: there is no such key",
                "why: Says whether there is one.|match: b|no YAML, or a key is there twice, at line 17",
                "revision: 2|revision: [|no YAML, or a key is there twice, at line 4",
                "name: scripts.raid_degraded|name: scripts.raid|metric scripts.raid: is defined twice",
            })
    void saysWhatToMend(String what, String replacement, String message) {
        assertEquals(
                message,
                assertThrows(IOException.class, () -> OwnersFile.read(RAID.replace(what, replacement)))
                        .getMessage());
    }

    @Test
    void isOfTheTopicScriptsAndNoOther() {
        String disk = RAID.replace("collector: scripts", "collector: disk").replace("name: scripts.", "name: disk.");
        assertEquals(
                "it begins with collector: scripts",
                assertThrows(IOException.class, () -> OwnersFile.read(disk)).getMessage());
    }

    @Test
    void isNoLargerThanAnyMetricsFile() {
        String large = RAID + "# ".repeat(200_000);
        assertEquals(
                "longer than 262144 bytes",
                assertThrows(IOException.class, () -> OwnersFile.read(large)).getMessage());
    }
}
