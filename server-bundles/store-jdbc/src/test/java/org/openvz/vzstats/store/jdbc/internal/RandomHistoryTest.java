package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;

/** Whatever nodes do, the counters are what a recount of a plain model gives. */
@EachDatabase
class RandomHistoryTest {

    private static final List<String> PLATFORMS = List.of("openvz-6", "openvz-7", "kvm");

    private final Store store;
    private final Map<UUID, Remembered> model = new TreeMap<>();
    private final List<Submission> sent = new ArrayList<>();

    RandomHistoryTest(Databases databases) {
        store = Store.open(databases.fresh());
    }

    /** A section as the model keeps it. */
    private record Kept(LocalDate day, Instant received, Observations values) {}

    /** A node as the model keeps it. */
    private static final class Remembered {
        private final Map<String, Kept> sections = new TreeMap<>();
        private String platform = "unknown";
        private Instant last = Instant.EPOCH;
        private boolean live;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void countersAreARecount(long seed) {
        Random random = new Random(seed);
        Instant now = NOON;
        for (int step = 0; step < 120; step++) {
            now = now.plusSeconds(random.nextInt(40_000));
            switch (random.nextInt(8)) {
                case 0 -> expire(now.minus(Duration.ofDays(random.nextInt(4) + 1)));
                case 1 -> duplicate(random, now);
                default -> reports(random, now);
            }
            store.submissions().process(random.nextInt(6) + 1, Samples.PROCESSING);
            Samples.processAll(store);
            assertEquals(recount(), Samples.counters(store), "seed " + seed + " step " + step);
        }
    }

    private void reports(Random random, Instant now) {
        int number = random.nextInt(12) + 1;
        for (int i = 0; i < number; i++) {
            UUID node = new UUID(4, random.nextInt(10));
            LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(random.nextInt(6) - 4);
            List<String> sections = new ArrayList<>();
            if (random.nextInt(3) == 0) {
                sections.add("platform platform.product=" + PLATFORMS.get(random.nextInt(PLATFORMS.size())));
            }
            if (random.nextBoolean()) {
                sections.add("cpu cpu.model=m" + random.nextInt(3) + " cpu.cores=" + random.nextInt(3));
            }
            if (random.nextBoolean()) {
                String hdd = random.nextBoolean() ? "+hdd:" + (random.nextInt(4) + 1) : "";
                sections.add(
                        "disk disk.count=" + (random.nextInt(4) == 0 ? "" : "ssd:" + (random.nextInt(4) + 1)) + hdd);
            }
            if (random.nextInt(5) == 0) {
                sections.add("memory bad wrong-value");
            }
            Submission submission = Samples.submission(node, day, sections.toArray(new String[0]));
            sent.add(submission);
            store.submissions().accept(submission, Samples.receipt(submission, now));
            remember(node, now, submission);
        }
    }

    private void duplicate(Random random, Instant now) {
        if (!sent.isEmpty()) {
            Submission again = sent.get(random.nextInt(sent.size()));
            store.submissions().accept(again, Samples.receipt(again, now));
        }
    }

    private void remember(UUID id, Instant now, Submission submission) {
        Remembered node = model.computeIfAbsent(id, unknown -> new Remembered());
        var processed = Samples.PROCESSING.process(submission);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate day = processed.day().isAfter(today) ? today : processed.day();
        for (SectionResult result : processed.sections()) {
            if (result instanceof SectionResult.Accepted accepted) {
                node.live = true;
                node.last = now;
                Kept kept = node.sections.get(accepted.section().collector());
                if (kept == null || !day.isBefore(kept.day())) {
                    node.sections.put(accepted.section().collector(), new Kept(day, now, accepted.observations()));
                    var product = accepted.observations().byMetric().get(Observations.PLATFORM);
                    node.platform = product == null ? node.platform : product.firstKey();
                }
            }
        }
    }

    private void expire(Instant since) {
        long gone = 0;
        for (Remembered node : model.values()) {
            if (node.live && node.last.isBefore(since)) {
                node.live = false;
                node.sections.clear();
                gone++;
            }
            node.sections.values().removeIf(kept -> kept.received().isBefore(since));
        }
        assertEquals(gone, store.census().expire(since));
    }

    private Map<String, String> recount() {
        Map<String, long[]> sums = new TreeMap<>();
        Map<String, String> text = new TreeMap<>();
        for (Remembered node : model.values()) {
            if (node.live) {
                text.merge(node.platform, "1", (a, b) -> String.valueOf(Long.parseLong(a) + 1));
            }
            for (Kept kept : node.sections.values()) {
                kept.values().byMetric().forEach((metric, values) -> {
                    add(sums, node.platform + " " + metric + " *", 1);
                    values.forEach((value, number) -> add(sums, node.platform + " " + metric + " " + value, number));
                });
            }
        }
        sums.forEach((counter, sum) -> text.put(counter, sum[0] + "/" + sum[1]));
        return text;
    }

    private static void add(Map<String, long[]> sums, String counter, long number) {
        long[] sum = sums.computeIfAbsent(counter, none -> new long[2]);
        sum[0]++;
        sum[1] += number;
    }
}
