package org.openvz.vzstats.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsFileTest {

    private static final String DISK =
            """
            collector: disk
            title: {en: Disks, ru: Диски}
            revision: 2
            metrics:
              - name: disk.count
                type: counts            # category -> how many
                values: [hdd, ssd, nvme, virtual]
                title: {en: Disks by type, ru: Диски по типам}
                why: Decides whether we optimise for seeks or for parallel I/O.
                source: /sys/block/*/queue/rotational
                since: 1
                chart: bar
              - name: disk.vz_size
                type: quantity
                unit: GiB
                buckets: [32, 64, 128]
                title: Size
                why: Says how large.
                source: statfs
                since: 2
            """;

    @Test
    void aWholeFileIsRead() throws Exception {
        Topic topic = read(DISK);

        assertEquals("disk", topic.collector());
        assertEquals("Диски", topic.title().in("ru"));
        assertEquals(2, topic.revision());
        Metric count = topic.metric("disk.count").orElseThrow();
        assertEquals(MetricType.COUNTS, count.type());
        assertEquals(List.of("hdd", "ssd", "nvme", "virtual"), count.values());
        assertEquals(
                "Decides whether we optimise for seeks or for parallel I/O.",
                count.why().english());
        assertEquals("/sys/block/*/queue/rotational", count.source().in("ru"));
        assertEquals("bar", count.chart());
        Metric size = topic.metric("disk.vz_size").orElseThrow();
        assertEquals(List.of(32L, 64L, 128L), size.buckets());
        assertEquals("GiB", size.unit());
        assertEquals(2, size.since());
        assertTrue(topic.metric("disk.model").isEmpty());
    }

    /** One line of the file replaced, and what is said then. An empty replacement takes the line away. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            nullValues = "-",
            value = {
                "  - name: disk.count|  - x: 1|metric number 1: name is missing: a name such as disk.vz_size",
                "  - name: disk.count|  -|metric number 1: name is missing: a name such as disk.vz_size",
                "  - name: disk.count|  - name: Disk.count|metric Disk.count: name must look like disk.vz_size",
                "  - name: disk.count|  - name: cpu.count|metric cpu.count: must begin with disk.",
                "  - name: disk.count|  - name: disk.vz_size|metric disk.vz_size: is defined twice",
                "    type: counts            # category -> how many|-|metric disk.count: type is missing: flag, quantity, category, label, version or counts",
                "    values: [hdd, ssd, nvme, virtual]|-|metric disk.count: counts need either values or a pattern for their keys",
                "    values: [hdd, ssd, nvme, virtual]|    values: [hdd, hdd]|metric disk.count: a value is listed twice",
                "    values: [hdd, ssd, nvme, virtual]|    values: [hdd, ' ']|metric disk.count: a value is blank or too long",
                "    values: [hdd, ssd, nvme, virtual]|    values: [hdd, null]|metric disk.count: one of the values is empty",
                "    values: [hdd, ssd, nvme, virtual]|    pattern: '['|metric disk.count: pattern is no regular expression",
                "    values: [hdd, ssd, nvme, virtual]|    buckets: [1]|metric disk.count: only a quantity has buckets or exact",
                "    title: {en: Disks by type, ru: Диски по типам}|-|metric disk.count: title is missing: title: {en: …, ru: …}",
                "    title: {en: Disks by type, ru: Диски по типам}|    title: {ru: Диски}|metric disk.count: title: an English text (en) is required",
                "    title: {en: Disks by type, ru: Диски по типам}|    title: {en: null}|metric disk.count: title: a text is empty",
                "    why: Decides whether we optimise for seeks or for parallel I/O.|-|metric disk.count: why is missing: say what it is collected for",
                "    why: Decides whether we optimise for seeks or for parallel I/O.|    why: ' '|metric disk.count: why: an English text (en) is required",
                "    source: /sys/block/*/queue/rotational|-|metric disk.count: source is missing: say where on a host it is read",
                "    since: 1|-|metric disk.count: since is missing: the revision that added it, from 1",
                "    since: 1|    since: 3|metric disk.count: since is above the file's revision",
                "    chart: bar|    chart: pie|metric disk.count: chart must be bar or table",
                "    chart: bar|    length: 129|metric disk.count: length must be 1 to 128",
                "    chart: bar|    colour: red|metric disk.count: colour: there is no such key",
                "    unit: GiB|    unit: '<b>'|metric disk.vz_size: unit must be a short unit, such as GiB",
                "    buckets: [32, 64, 128]|-|metric disk.vz_size: a quantity has either buckets or exact: true",
                "    unit: GiB|    exact: true|metric disk.vz_size: a quantity has either buckets or exact: true",
                "    buckets: [32, 64, 128]|    buckets: [32, 32]|metric disk.vz_size: buckets must be above 0 and ascending",
                "    buckets: [32, 64, 128]|    buckets: [0, 32]|metric disk.vz_size: buckets must be above 0 and ascending",
                "    buckets: [32, 64, 128]|    buckets: [32, null]|metric disk.vz_size: one of the buckets is empty",
                "    unit: GiB|    values: [a]|metric disk.vz_size: only a category or counts have values",
                "    unit: GiB|    pattern: a|metric disk.vz_size: only a label, a version or counts have a pattern",
                "    type: quantity|    type: category|metric disk.vz_size: only a quantity has buckets or exact",
                "collector: disk|-|collector is missing or not of lower case letters, digits and dashes",
                "collector: disk|collector: ../disk|collector is missing or not of lower case letters, digits and dashes",
                "collector: disk|collector: manifest|collector manifest: a report has a file of that name; take another",
                "collector: disk|colector: disk|collector is missing or not of lower case letters, digits and dashes",
                "title: {en: Disks, ru: Диски}|-|collector disk: title is missing: title: {en: …, ru: …}",
                "title: {en: Disks, ru: Диски}|title: {de: Platten}|title: an English text (en) is required",
                "revision: 2|-|collector disk: revision is missing: a number from 1",
                "revision: 2|revision: 0|collector disk: revision is missing: a number from 1",
            })
    void whatIsWrongIsSaidWithTheMetricAndWhatToMend(String line, String replacement, String message) {
        String mended = DISK.replace(line + "\n", replacement == null ? "" : replacement + "\n");
        assertTrue(!mended.equals(DISK), "the line is in the file");
        assertEquals(message, refused(mended));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "    since: 1|    since: 1.5|metric disk.count: since: ",
                "    since: 1|    since: soon|metric disk.count: since: ",
                "    type: quantity|    type: 1|metric disk.vz_size: type: ",
                "    type: quantity|    type: text|metric disk.vz_size: type: ",
                "    buckets: [32, 64, 128]|    buckets: [32, many]|metric disk.vz_size: buckets, number 2: ",
                "    buckets: [32, 64, 128]|    buckets: [99999999999999999999]|metric disk.vz_size: buckets, number 1: ",
                "    buckets: [32, 64, 128]|    buckets: {a: 1}|metric disk.vz_size: buckets: ",
                "    unit: GiB|    exact: 1|metric disk.vz_size: exact: ",
                "    unit: GiB|    unit: [GiB]|metric disk.vz_size: unit: ",
                "    title: Size|    title: [Size]|metric disk.vz_size: title: ",
            })
    void whatIsOfTheWrongKindIsSaidWithTheMetricAndTheKey(String line, String replacement, String begin) {
        String message = refused(DISK.replace(line + "\n", replacement + "\n"));
        assertTrue(message.startsWith(begin), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector: disk\n", "    since: 1\n"})
    void aKeyThatIsThereTwiceIsRefused(String line) {
        String message = refused(DISK.replace(line, line + line));
        assertTrue(message.contains("uplicate"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing", "---", "[]", "disk", "42", "null"})
    void whatIsNoMapIsNoMetricsFile(String text) {
        assertEquals("no metrics file: it begins with collector: and a name", refused(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collector: disk\ntitle: Disks\nrevision: 1\n",
                "collector: disk\ntitle: Disks\nrevision: 1\nmetrics: []\n",
                "collector: disk\ntitle: Disks\nrevision: 1\nmetrics:\n",
            })
    void aFileWithoutMetricsIsRefused(String text) {
        assertEquals("collector disk: metrics are missing", refused(text));
    }

    @Test
    void anEmptyMetricIsRefused() {
        assertEquals("collector disk: a metric is empty", refused(DISK + "  -\n"));
    }

    @Test
    void aMetricThatIsNoMapIsRefused() {
        String message = refused(DISK + "  - disk.model\n");
        assertTrue(message.startsWith("metric number 3: "), message);
    }

    @Test
    void anUnknownKeyOfTheFileIsSaid() {
        assertEquals("colour: there is no such key", refused(DISK + "colour: red\n"));
    }

    @Test
    void aSecondDocumentIsRefused() {
        refused(DISK + "---\n" + DISK);
    }

    @Test
    void aFileOf256KiBIsTheLongest() throws Exception {
        String longest = DISK + "#".repeat(MetricsFile.MAX_BYTES - DISK.getBytes(StandardCharsets.UTF_8).length);
        assertEquals("disk", read(longest).collector());
        assertEquals("longer than 262144 bytes", refused(longest + "#"));
    }

    @Test
    void aliasesThatDoubleTenTimesAreNotFollowed() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
        }
        refused(bomb.toString());
        refused(DISK.replace("[hdd, ssd, nvme, virtual]", "&v [hdd, *v]").replace("[32, 64, 128]", "*v"));
    }

    @Test
    void deepNestingIsRefused() {
        refused("[".repeat(200_000));
        refused("a:\n  metrics: " + "{a: ".repeat(50_000));
    }

    @Test
    void tagsMakeNoObjects() {
        refused(DISK.replace("disk\n", "!!java.net.URL [\"http://127.0.0.1/\"]\n"));
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        Random random = new Random(7);
        for (int length = 1; length < 2_000; length += 13) {
            byte[] binary = new byte[length];
            random.nextBytes(binary);
            assertThrows(IOException.class, () -> MetricsFile.read(new ByteArrayInputStream(binary)));
        }
    }

    @Test
    void aFileThatWasDamagedAnywhereIsReadOrRefused() {
        Random random = new Random(11);
        byte[] whole = DISK.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                assertTrue(!MetricsFile.read(new ByteArrayInputStream(damaged))
                        .metrics()
                        .isEmpty());
            } catch (IOException e) {
                assertTrue(!String.valueOf(e.getMessage()).isBlank());
            }
        }
    }

    private static Topic read(String yaml) throws IOException {
        return MetricsFile.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static String refused(String yaml) {
        return String.valueOf(assertThrows(IOException.class, () -> read(yaml)).getMessage());
    }

    @Test
    void crashReportsAreNoPartOfTheCensus() throws Exception {
        String yaml =
                """
                collector: crashes
                title: Crashes
                revision: 1
                apart: true
                metrics:
                  - {name: crashes.reports, type: ureports, title: Crashes, why: W, source: abrt, since: 1}
                """;
        Topic topic = MetricsFile.read(
                new java.io.ByteArrayInputStream(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertTrue(topic.apart());
        assertEquals(MetricType.UREPORTS, topic.metrics().get(0).type());
        byte[] within = yaml.replace("apart: true\n", "").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        java.io.IOException refused = org.junit.jupiter.api.Assertions.assertThrows(
                java.io.IOException.class, () -> MetricsFile.read(new java.io.ByteArrayInputStream(within)));
        assertTrue(String.valueOf(refused.getMessage()).contains("apart: true"), refused.getMessage());
    }
}
