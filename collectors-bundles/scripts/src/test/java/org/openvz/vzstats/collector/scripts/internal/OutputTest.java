package org.openvz.vzstats.collector.scripts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;

@Timeout(60)
class OutputTest {

    @Test
    void aQuantityIsTheFirstMatchsGroup() throws IOException {
        String metric = "type: quantity\n    exact: true\n    match: '^degraded: (\\S+)$'";
        assertEquals(
                Map.of("scripts.x", new Value.Quantity(3)), measure(metric, "arrays: 7\ndegraded: 3\ndegraded: 9\n"));
        for (String none : new String[] {"", "1x", "-1", "1.5", "99999999999999999999", "٣"}) {
            assertEquals(Map.of(), measure(metric, "degraded: " + none + "\n"), none);
        }
    }

    @Test
    void aFlagIsWhetherItIsFound() throws IOException {
        String metric = "type: flag\n    match: '^encrypted$'";
        assertEquals(Map.of("scripts.x", new Value.Flag(true)), measure(metric, "a\nencrypted\n"));
        assertEquals(Map.of("scripts.x", new Value.Flag(false)), measure(metric, "not encrypted\n"));
    }

    @Test
    void aWordIsTheFirstMatchsGroup() throws IOException {
        String metric = "type: category\n    values: [full]\n    match: '^mode:(.*)$'";
        assertEquals(Map.of("scripts.x", new Value.Text("full")), measure(metric, "mode: full \nmode: none\n"));
        assertEquals(Map.of("scripts.x", new Value.Text("zq")), measure(metric, "mode: zq"), "the guard's to refuse");
        assertEquals(Map.of(), measure(metric, "mode: \n"));
        assertEquals(Map.of(), measure(metric, "mode: " + "x".repeat(257)));
        String label = "type: label\n    pattern: '[a-z]+'\n    match: '^mode:(.*)$'";
        assertEquals(Map.of("scripts.x", new Value.Text("full")), measure(label, "mode: full"));
    }

    @Test
    void aVersionIsOneOrAbsent() throws IOException {
        String metric = "type: version\n    pattern: '\\d+\\.\\d+'\n    match: '^v(\\S+)'";
        assertEquals(Map.of("scripts.x", new Value.Text("2.4")), measure(metric, "v2.4 of zqhost"));
        assertEquals(Map.of(), measure(metric, "vzqhost"));
    }

    @Test
    void countsCountEachMatch() throws IOException {
        String metric = "type: counts\n    pattern: '[a-z]+'\n    match: '^disk (\\w*)(?: x(\\w+))?$'";
        assertEquals(
                counts(Map.of("sas", 4L, "sata", 2L)),
                measure(
                        metric,
                        """
                disk sas
                disk sata x2
                disk sas x3
                disk sata xmany
                disk sata x99999999999999999999
                disk\s
                """));
        assertEquals(counts(Map.of()), measure(metric, "none"));
    }

    @Test
    void moreKeysThanCanLeaveAreOthers() throws IOException {
        StringBuilder output = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            output.append("k").append(i).append('\n');
        }
        Map<String, Value> values =
                measure("type: counts\n    pattern: 'k\\d+'\n    match: '^(k\\d+)$'", output.toString());
        assertTrue(values.get("scripts.x") instanceof Value.Counts counts
                && counts.byKey().size() == 1_024
                && Long.valueOf(977).equals(counts.byKey().get("other")));
    }

    @Test
    void onlyTheFirst64KibibytesCount() throws IOException {
        String metric = "type: flag\n    match: 'end'";
        assertEquals(Map.of("scripts.x", new Value.Flag(false)), measure(metric, "x\n".repeat(32 * 1024) + "end\n"));
    }

    @Test
    void anExpressionThatNeverEndsFindsNothing() throws IOException {
        assertEquals(Map.of(), measure("type: flag\n    match: '^(a|aa)+\\1b'", "a".repeat(1_000)));
        assertEquals(
                Map.of(),
                measure("type: label\n    pattern: '(a|aa)+\\1b'\n    match: '^(a+)$'", "a".repeat(60)),
                "nor does the guard get what it would never end with");
    }

    @Test
    void anExpressionThatRecursesTooDeepFindsNothing() throws IOException {
        assertEquals(Map.of(), measure("type: flag\n    match: '(?:a|b)*c'", "ab".repeat(30_000)));
    }

    private static Map<String, Value> counts(Map<String, Long> byKey) {
        return Map.of("scripts.x", new Value.Counts(new TreeMap<>(byKey)));
    }

    private static Map<String, Value> measure(String metric, String output) throws IOException {
        OwnersFile file = OwnersFile.read(
                """
                collector: scripts
                title: Any
                revision: 1
                metrics:
                  - name: scripts.x
                    title: Any
                    why: Any.
                    source: any
                    since: 1
                """
                        + "    " + metric + "\n");
        Section.Builder section = new Section.Builder("scripts");
        new Output(output).measure(file, section);
        return section.build().values();
    }
}
