package org.openvz.vzstats.processor.dictionary.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.UnprocessableException;

class DictionaryProcessorTest {

    private static final LocalizedText TEXT = LocalizedText.english("a text");

    private final Dictionary dictionary = Dictionary.of(List.of(new Topic(
            "disk",
            TEXT,
            2,
            List.of(
                    metric("lvm", MetricType.FLAG, 1, null, false, null, null),
                    metric("size", MetricType.QUANTITY, 1, List.of(32L, 64L), false, null, null),
                    metric("exact", MetricType.QUANTITY, 1, null, true, null, null),
                    metric("fs", MetricType.CATEGORY, 1, null, false, List.of("ext4", "xfs"), null),
                    metric("model", MetricType.LABEL, 2, null, false, null, "[A-Z]+"),
                    metric("firmware", MetricType.VERSION, 1, null, false, null, "[0-9.]+"),
                    metric("count", MetricType.COUNTS, 1, null, false, List.of("hdd", "ssd", "nvme"), null)))));
    private final DictionaryProcessor processor = new DictionaryProcessor(() -> dictionary);

    @Test
    void everyType() throws Exception {
        String section =
                """
                {"disk.lvm":true,"disk.size":32,"disk.exact":7,"disk.fs":"ext4","disk.model":"HGST","disk.firmware":"1.2",
                 "disk.count":{"hdd":2,"ssd":0,"other":1}}
                """;
        assertEquals(
                Map.of(
                        "disk.lvm", Map.of("true", 1L),
                        "disk.size", Map.of("32-63", 1L),
                        "disk.exact", Map.of("7", 1L),
                        "disk.fs", Map.of("ext4", 1L),
                        "disk.model", Map.of("HGST", 1L),
                        "disk.firmware", Map.of("1.2", 1L),
                        "disk.count", Map.of("hdd", 2L, "other", 1L)),
                processor.process(new ReceivedSection("disk", 2, section)).byMetric());
    }

    @Test
    void nothingIsCountedToo() throws Exception {
        assertEquals(
                Map.of("disk.count", Map.of(), "disk.lvm", Map.of("false", 1L)),
                processor
                        .process(new ReceivedSection("disk", 1, "{\"disk.count\":{},\"disk.lvm\":false}"))
                        .byMetric());
        assertEquals(
                Map.of(),
                processor.process(new ReceivedSection("disk", 1, "{}")).byMetric());
    }

    @Test
    void crashReportsAreReducedOnceMoreAndAreNoValues() throws Exception {
        Metric reports = metric("reports", MetricType.UREPORTS, 1, null, false, null, null);
        Topic topic = new Topic(
                "crashes",
                TEXT,
                1,
                true,
                List.of(new Metric(
                        "crashes.reports",
                        reports.type(),
                        TEXT,
                        null,
                        TEXT,
                        TEXT,
                        1,
                        null,
                        null,
                        false,
                        null,
                        null,
                        null,
                        null)));
        DictionaryProcessor crashes = new DictionaryProcessor(() -> Dictionary.of(List.of(topic)));
        String report =
                "{\"ureport_version\":2,\"reason\":\"zq\",\"reporter\":{\"name\":\"zq\",\"version\":\"1\"},\"os\":{\"name\":\"fedora\","
                        + "\"version\":\"24\",\"architecture\":\"x86_64\"},\"problem\":{\"type\":\"core\",\"component\":\"coreutils\",\"serial\":4,"
                        + "\"user\":{\"root\":true,\"local\":true},\"signal\":6,\"executable\":\"/usr/bin/ls\",\"stacktrace\":[{\"frames\":["
                        + "{\"address\":1,\"build_id_offset\":1,\"file_name\":\"/usr/lib64/libc.so.6\",\"function_name\":\"nanosleep\"},"
                        + "{\"address\":1,\"build_id_offset\":2,\"file_name\":\"/home/zq\",\"function_name\":\"zq\"}]}]},\"packages\":[],"
                        + "\"vzstats\":{\"day\":\"2026-11-20\",\"kernel\":\"4.5.3-300.fc24.x86_64\"}}";

        Observations observed =
                crashes.process(new ReceivedSection("crashes", 1, "{\"crashes.reports\":[" + report + "]}"));

        assertEquals(Map.of(), observed.byMetric());
        Crash crash = observed.crashes().get(0);
        assertEquals("coreutils", crash.component());
        assertEquals(4, crash.count());
        assertEquals(Optional.of(LocalDate.of(2026, 11, 20)), crash.day());
        assertEquals("4.5.3-300.fc24.x86_64", crash.kernel());
        assertEquals(List.of("nanosleep", "?"), crash.frames(), "of the other nothing may be known");
        UnprocessableException wrong = assertThrows(
                UnprocessableException.class,
                () -> crashes.process(new ReceivedSection("crashes", 1, "{\"crashes.reports\":[{}]}")));
        assertEquals("wrong-value", wrong.reason());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "unknown-collector, cpu,  1, '{}'",
                "newer-revision,    disk, 3, '{}'",
                "malformed,         disk, 1, 'no JSON'",
                "malformed,         disk, 1, '{\"disk.lvm\":1.5}'",
                "unknown-metric,    disk, 2, '{\"disk.lvn\":true}'",
                "unknown-metric,    disk, 2, '{\"cpu.lvm\":true}'",
                "unknown-metric,    disk, 1, '{\"disk.model\":\"HGST\"}'",
                "wrong-value,       disk, 2, '{\"disk.lvm\":\"true\"}'",
                "wrong-value,       disk, 2, '{\"disk.size\":33}'",
                "wrong-value,       disk, 2, '{\"disk.size\":-32}'",
                "wrong-value,       disk, 2, '{\"disk.exact\":-1}'",
                "wrong-value,       disk, 2, '{\"disk.fs\":\"host.example.com\"}'",
                "wrong-value,       disk, 2, '{\"disk.model\":\"hgst\"}'",
                "wrong-value,       disk, 2, '{\"disk.count\":{\"tape\":1}}'",
                "wrong-value,       disk, 2, '{\"disk.count\":{\"hdd\":-1}}'",
                "wrong-value,       disk, 2, '{\"disk.lvm\":true,\"disk.count\":1}'",
            })
    void whatDoesNotFitTheDictionary(String reason, String collector, int revision, String section) {
        assertEquals(
                reason,
                assertThrows(
                                UnprocessableException.class,
                                () -> processor.process(new ReceivedSection(collector, revision, section)))
                        .reason());
    }

    private static Metric metric(
            String name,
            MetricType type,
            int since,
            @Nullable List<Long> buckets,
            boolean exact,
            @Nullable List<String> values,
            @Nullable String pattern) {
        return new Metric(
                "disk." + name, type, TEXT, null, TEXT, TEXT, since, null, buckets, exact, values, pattern, null, null);
    }
}
