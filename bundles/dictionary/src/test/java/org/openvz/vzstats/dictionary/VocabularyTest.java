package org.openvz.vzstats.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Value;

class VocabularyTest {

    private static final Map<MetricType, Metric> METRICS = Map.of(
            MetricType.FLAG, Metrics.flag(),
            MetricType.QUANTITY, Metrics.quantity(32, 64),
            MetricType.CATEGORY, Metrics.category("hdd", "ssd"),
            MetricType.LABEL, Metrics.label("[A-Z0-9 ]+", 16),
            MetricType.VERSION, Metrics.version("[0-9.]+"),
            MetricType.COUNTS, Metrics.counts("hdd", "ssd"));

    @Test
    void eachTypePassesItsOwnValues() {
        passes(Metrics.flag(), new Value.Flag(true));
        passes(Metrics.exact(), new Value.Quantity(33));
        passes(Metrics.category("hdd"), new Value.Text("hdd"));
        passes(Metrics.label("[A-Z0-9 ]+", 16), new Value.Text("EPYC 7763"));
        passes(Metrics.version("[0-9.]+"), new Value.Text("7.0.4"));
        passes(Metrics.counts("hdd", "ssd"), counts("hdd", 2, "ssd", 0));
        passes(Metrics.openCounts("[a-z]+"), counts());
    }

    @Test
    void aQuantityBecomesItsBucket() {
        assertEquals(
                new Vocabulary.Reduced(Optional.of(new Value.Quantity(32)), 0),
                reduce(Metrics.quantity(32, 64), new Value.Quantity(63)));
    }

    @Test
    void anUnknownWordBecomesOther() {
        Vocabulary.Reduced other = new Vocabulary.Reduced(Optional.of(new Value.Text("other")), 1);
        assertEquals(other, reduce(Metrics.category("hdd"), new Value.Text("tape")));
        assertEquals(other, reduce(Metrics.label("[A-Z]+", 16), new Value.Text("lower")));
    }

    @Test
    void whatLooksPersonalBecomesOtherInAnOpenVocabularyOnly() {
        Metric label = Metrics.label(".+", 16);
        Value personal = new Value.Text("personal");
        assertEquals(
                new Vocabulary.Reduced(Optional.of(new Value.Text("other")), 1),
                Vocabulary.reduce(label, personal, "personal"::equals));
        passes(Metrics.category("personal"), personal);
        assertEquals(
                new Vocabulary.Reduced(Optional.of(counts("other", 5, "x", 1)), 1),
                Vocabulary.reduce(Metrics.openCounts(".+"), counts("personal", 5, "x", 1), "personal"::equals));
    }

    @Test
    void aVersionThatIsNoneIsRefused() {
        refused(Metrics.version("[0-9.]+"), new Value.Text("unknown"));
        refused(Metrics.version("[0-9.]+"), new Value.Text(""));
    }

    @Test
    void whatIsNegativeIsRefused() {
        refused(Metrics.exact(), new Value.Quantity(-1));
        refused(Metrics.quantity(32), new Value.Quantity(Long.MIN_VALUE));
        assertEquals(
                new Vocabulary.Reduced(Optional.of(counts("ssd", 1)), 1),
                reduce(Metrics.counts("hdd", "ssd"), counts("hdd", -1, "ssd", 1)));
    }

    @Test
    void aValueOfAnotherTypeIsRefused() {
        List<Value> values =
                List.of(new Value.Flag(true), new Value.Quantity(1), new Value.Text("hdd"), counts("hdd", 1));
        METRICS.values().forEach(metric -> {
            long passed = values.stream()
                    .filter(value -> reduce(metric, value).value().isPresent())
                    .count();
            assertEquals(metric.type() == MetricType.VERSION ? 0 : 1, passed, metric.type() + " takes one type");
        });
    }

    @Test
    void unknownKeysAddUpToOther() {
        assertEquals(
                new Vocabulary.Reduced(Optional.of(counts("hdd", 1, "other", 9)), 2),
                reduce(Metrics.counts("hdd"), counts("hdd", 1, "a", 2, "b", 3, "other", 4)));
    }

    @Test
    void unknownKeysThatComeToMoreThanThereCanBeDoNotBreakTheRun() {
        Value hostile = counts("a", Long.MAX_VALUE, "b", 1, "c", Long.MAX_VALUE);
        assertEquals(
                new Vocabulary.Reduced(Optional.of(counts("other", Long.MAX_VALUE)), 3),
                reduce(Metrics.counts("hdd"), hostile));
    }

    @Test
    void keysBeyond1024AddUpToOther() {
        Map<String, Long> many = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            many.put("k%04d".formatted(i), 1L);
        }
        Vocabulary.Reduced reduced = reduce(Metrics.openCounts("k[0-9]+"), Value.Counts.of(many));
        Value.Counts kept = (Value.Counts) reduced.value().orElseThrow();
        assertEquals(Vocabulary.MAX_KEYS, kept.byKey().size());
        assertEquals(977L, kept.byKey().get("other"));
        assertEquals(977, reduced.refused());
    }

    @Test
    void whatIsReducedIsAlwaysAcceptedAndReducedNoFurther() {
        Random random = new Random(42);
        for (int round = 0; round < 20_000; round++) {
            Metric metric = anyMetric(random);
            Optional<Value> reduced = reduce(metric, anyValue(random)).value();
            reduced.ifPresent(value -> {
                assertTrue(Vocabulary.accepts(metric, value), () -> metric + " " + value);
                assertEquals(Optional.of(value), reduce(metric, value).value());
            });
        }
    }

    @Test
    void whatNoNodeSendsIsNotAccepted() {
        assertFalse(Vocabulary.accepts(Metrics.quantity(32), new Value.Quantity(33)), "no bound of a bucket");
        assertFalse(Vocabulary.accepts(Metrics.quantity(32), new Value.Quantity(-1)));
        assertFalse(Vocabulary.accepts(Metrics.exact(), new Value.Quantity(-1)));
        assertFalse(Vocabulary.accepts(Metrics.exact(), new Value.Text("1")));
        assertFalse(Vocabulary.accepts(Metrics.category("hdd"), new Value.Text("tape")));
        assertFalse(Vocabulary.accepts(Metrics.flag(), new Value.Quantity(1)));
        assertFalse(Vocabulary.accepts(Metrics.counts("hdd"), counts("tape", 1)));
        assertFalse(Vocabulary.accepts(Metrics.counts("hdd"), counts("hdd", -1)));
        Map<String, Long> many = new TreeMap<>();
        for (int i = 0; i <= Vocabulary.MAX_KEYS; i++) {
            many.put("k" + i, 1L);
        }
        assertFalse(Vocabulary.accepts(Metrics.openCounts("k[0-9]+"), Value.Counts.of(many)));
    }

    private static Metric anyMetric(Random random) {
        MetricType[] types = MetricType.values();
        Metric any = METRICS.get(types[random.nextInt(types.length)]);
        return any == null || random.nextInt(8) == 0 ? Metrics.openCounts("[a-z0-9]+") : any;
    }

    private static Value anyValue(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Value.Flag(random.nextBoolean());
            case 1 -> new Value.Quantity(anyNumber(random));
            case 2 -> new Value.Text(anyWord(random));
            default -> {
                Map<String, Long> byKey = new TreeMap<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    byKey.put(anyWord(random), anyNumber(random));
                }
                yield Value.Counts.of(byKey);
            }
        };
    }

    private static long anyNumber(Random random) {
        List<Long> edges = List.of(Long.MIN_VALUE, -1L, 0L, 31L, 32L, 63L, 64L, Long.MAX_VALUE);
        return random.nextBoolean() ? edges.get(random.nextInt(edges.size())) : random.nextLong();
    }

    private static String anyWord(Random random) {
        List<String> words =
                List.of("hdd", "ssd", "other", "", "EPYC 7763", "7.0.4", "tape", "a\nb", "\u0000", "x".repeat(300));
        return words.get(random.nextInt(words.size()));
    }

    private static void passes(Metric metric, Value value) {
        assertEquals(new Vocabulary.Reduced(Optional.of(value), 0), reduce(metric, value));
        assertTrue(Vocabulary.accepts(metric, value));
    }

    private static void refused(Metric metric, Value value) {
        assertEquals(new Vocabulary.Reduced(Optional.empty(), 1), reduce(metric, value));
        assertFalse(Vocabulary.accepts(metric, value));
    }

    private static Vocabulary.Reduced reduce(Metric metric, Value value) {
        return Vocabulary.reduce(metric, value, text -> false);
    }

    private static Value counts(Object... keysAndCounts) {
        Map<String, Long> byKey = new TreeMap<>();
        for (int i = 0; i < keysAndCounts.length; i += 2) {
            byKey.put((String) keysAndCounts[i], ((Number) keysAndCounts[i + 1]).longValue());
        }
        return Value.Counts.of(byKey);
    }

    @Test
    void ofACrashReportOnlyWhatIsPublicPasses() throws Exception {
        Metric metric = Metrics.uReports();
        String report = UREPORT.replace("REASON", "zq");
        Vocabulary.Reduced reduced = reduce(metric, new Value.UReports(List.of(report, "no report", report)));
        assertEquals(1, reduced.refused());
        Value.UReports kept = (Value.UReports) reduced.value().orElseThrow();
        assertEquals(2, kept.json().size());
        assertFalse(kept.json().get(0).contains("zq"));
        assertTrue(kept.json().get(0).contains("nanosleep"));
        assertTrue(Vocabulary.accepts(metric, kept));
        assertFalse(Vocabulary.accepts(metric, new Value.UReports(List.of("no report"))));
        Vocabulary.Reduced named = Vocabulary.reduce(metric, kept, "nanosleep"::equals);
        assertFalse(((Value.UReports) named.value().orElseThrow()).json().get(0).contains("nanosleep"));
        assertEquals(Optional.empty(), reduce(metric, new Value.Text("x")).value());
    }

    private static final String UREPORT =
            "{\"ureport_version\":2,\"reason\":\"REASON\",\"reporter\":{\"name\":\"satyr\",\"version\":\"1\"},"
                    + "\"os\":{\"name\":\"fedora\",\"version\":\"24\",\"architecture\":\"x86_64\"},\"problem\":{\"type\":\"core\","
                    + "\"component\":\"coreutils\",\"user\":{\"root\":true,\"local\":true},\"signal\":6,\"executable\":\"/usr/bin/ls\","
                    + "\"stacktrace\":[{\"frames\":[{\"address\":1,\"build_id_offset\":1,\"file_name\":\"/usr/lib64/libc.so.6\","
                    + "\"function_name\":\"nanosleep\"}]}]},\"packages\":[]}";
}
