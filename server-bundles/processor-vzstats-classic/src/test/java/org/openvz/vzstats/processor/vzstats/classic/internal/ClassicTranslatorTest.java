package org.openvz.vzstats.processor.vzstats.classic.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.UnprocessableException;

class ClassicTranslatorTest {

    private static final List<String> CLIENTS =
            List.of("0.1-centos6", "0.2.1-el5", "0.4-gentoo", "0.5.1-debian7", "0.5.3-openvz7");
    private static final Path COLLECTORS = Path.of("../../collectors-bundles");

    @TestFactory
    Stream<DynamicTest> everyVersionTellsWhatItsFilesSay() {
        return CLIENTS.stream()
                .map(client -> DynamicTest.dynamicTest(client, () -> {
                    SortedMap<String, String> texts = Translated.client(client);
                    String expected = String.valueOf(texts.remove("expected.txt"));
                    assertEquals(expected, Translated.lines(texts));
                }));
    }

    /** Old and new nodes stand in one chart: of one host both say the same. */
    @Test
    void whatIsToldIsWhatANodeOfTodayTellsOfThisHost() throws IOException {
        Map<String, String> texts = openVz6();
        SortedMap<String, String> node = new TreeMap<>();
        for (String topic : Translated.dictionary().topics().keySet()) {
            Path expected = COLLECTORS.resolve(topic).resolve("src/test/expected/openvz6.txt");
            for (String line : Files.readAllLines(expected)) {
                String name = line.substring(0, line.indexOf(' '));
                if (Gate.TOLD.contains(name)) {
                    node.put(name, name + " = " + bucket(name, line.substring(name.length() + 3)) + "\n");
                }
            }
        }
        assertTrue(node.size() > 30, "only " + node.size());
        assertEquals(
                String.join("", node.values()),
                Translated.lines(texts)
                        .lines()
                        // The recorded host has no file systems, and each client a version of its own.
                        .filter(line -> !line.startsWith("disk.") && !line.startsWith("platform.client"))
                        .map(line -> line + "\n")
                        .reduce("", String::concat));
    }

    private static String bucket(String name, String value) {
        Metric metric = Translated.dictionary().metric(name).orElseThrow();
        return metric.type() == MetricType.QUANTITY ? Long.toString(metric.bucketOf(Long.parseLong(value))) : value;
    }

    /** The host that all collectors share, as the original scripts would have put it into files. */
    private static Map<String, String> openVz6() throws IOException {
        Path host = COLLECTORS.resolve("testkit/hosts/openvz6");
        Map<String, String> texts = new TreeMap<>();
        texts.put("collect.log", "== vzstats 0.5.3 ==\n");
        texts.put("cpuinfo", Files.readString(host.resolve("proc/cpuinfo")));
        texts.put("meminfo", Files.readString(host.resolve("proc/meminfo")));
        texts.put("df", "Filesystem 1K-blocks Used Available Use% Mounted on\n/dev/vg_zqhn6/vz 1000 500 500 50% /vz\n");
        texts.put("fs", "ext4\n");
        texts.put(
                "uname",
                Files.readString(host.resolve("proc/sys/kernel/osrelease")).strip() + " x86_64\n");
        texts.put("osrelease", Files.readString(host.resolve("etc/redhat-release")));
        texts.put(
                "vzlist",
                "running   ploop    yes\nrunning   simfs     no\nstopped   ploop    yes\nrunning   ploop    yes\n");
        texts.put(
                "ostemplates", "centos-6-x86_64\ndebian-7.0-x86_64\nzqtplacme-centos-6-golden\nubuntu-14.04-x86_64\n");
        texts.put(
                "vzversion-rpm",
                """
                vzkernel-2.6.32-042stab139.5.x86_64
                pstorage-client-7.0.5-14.el6.x86_64
                vzkernel-2.6.32-042stab145.3.x86_64
                kernel-2.6.32-754.35.1.el6.x86_64
                pstorage-chunk-server-7.0.5-14.el6.x86_64
                vzctl-core-4.11.1-1.x86_64
                vzctl-4.11.1-1.x86_64
                vzquota-3.1-1.x86_64
                vzstats-0.5.3-1.noarch
                ploop-lib-1.15-1.x86_64
                ploop-1.15-1.zqcorp1.x86_64
                vzkernel-2.6.32-042stab142.1.x86_64
                """);
        return texts;
    }

    @Test
    void everythingToldIsDefined() {
        Gate.TOLD.forEach(
                name -> assertTrue(Translated.dictionary().metric(name).isPresent(), name));
    }

    @Test
    void theSectionsFollowTheMetricsFilesTheyAreMadeBy() throws Exception {
        for (ReceivedSection section : Translated.sections(openVz6())) {
            assertEquals(
                    Translated.dictionary()
                            .topic(section.collector())
                            .orElseThrow()
                            .revision(),
                    section.revision());
        }
    }

    @Test
    void whatIsNoTextsIsMalformed() throws IOException {
        ClassicTranslator translator = new ClassicTranslator();
        for (String content : List.of(
                "",
                "{",
                "[]",
                "1",
                "{} {}",
                "{\"uname\": 1}",
                "{\"uname\": {}}",
                "{\"uname\": \"\", \"uname\": \"\"}",
                "[".repeat(10_000))) {
            ReceivedSection section = new ReceivedSection("vzstats-classic", 1, content);
            UnprocessableException refused =
                    assertThrows(UnprocessableException.class, () -> translator.translate(section), content);
            assertEquals(UnprocessableException.MALFORMED, refused.reason());
        }
    }

    /** What they say else would be kept in the quarantine. */
    @Test
    void textsThatTellNothingAreNoCaseForTheQuarantine() throws Exception {
        for (Map<String, String> texts : List.of(
                Map.<String, String>of(),
                Map.of("zqunknown", "x"),
                Map.of("uname", "", "vzlist", ""),
                Map.of("uname", "hn7.zqcorp.example", "df", "192.0.2.7", "vzlist", "zqshop"))) {
            assertEquals(List.of(), Translated.sections(texts));
        }
    }

    /** As on a node: the others go on. */
    @Test
    void aCollectorThatFailsTakesOnlyItsTopicAlong() throws Exception {
        Texts texts = new Texts(Map.of("uname", "2.6.32-042stab145.3 x86_64", "meminfo", "MemTotal: 8174228 kB\n"));
        List<ReceivedSection> sections = Gate.ofThisBundle()
                .pass(
                        texts.client(),
                        ClassicHost.of(texts),
                        List.of(
                                (host, section) -> {
                                    throw new IllegalStateException("zqhost");
                                },
                                (host, section) -> section.quantity("memory.total", 8)));
        assertEquals(
                List.of("memory"),
                sections.stream().map(ReceivedSection::collector).toList());
    }

    @Test
    void nothingPersonalComesOut() throws IOException {
        for (String client : CLIENTS) {
            SortedMap<String, String> texts = Translated.client(client);
            texts.remove("expected.txt");
            assertFalse(invented(Translated.lines(texts)), client);
        }
        assertFalse(invented(Translated.lines(openVz6())));
        // Where somebody writes what no script writes.
        for (String canary :
                List.of("192.0.2.77", "hn7.zqcorp.example", "2001:db8::7", "02:5a:51:00:00:07", "zqivan")) {
            for (String file : List.of(
                    "uname",
                    "osrelease",
                    "lsbrelease",
                    "df",
                    "fs",
                    "vzlist",
                    "ostemplates",
                    "meminfo",
                    "cpuinfo",
                    "vzversion-rpm",
                    "vzversion-deb",
                    "vzversion-arch",
                    "vzversion-gentoo",
                    "collect.log")) {
                for (String form : List.of(
                        "%s",
                        "%s x86_64",
                        "2.6.32-%s %s",
                        "ID=%s",
                        "ID=centos\nVERSION_ID=\"%s\"",
                        "CentOS release %s (Final)",
                        "Distributor ID:\t%s\nRelease:\t%s",
                        "running %s %s",
                        "centos-6-%s",
                        "%s-6-x86_64",
                        "model name : Intel(R) Xeon(R) CPU %s",
                        "processor : 0\nvendor_id : %s\nmodel name : %s",
                        "vzctl-%s-1.x86_64",
                        "vzctl %s-1",
                        "ii  vzctl  %s-1  amd64  x",
                        "sys-cluster/vzctl-%s",
                        "== vzstats %s ==")) {
                    String lines = Translated.lines(file, form.replace("%s", canary));
                    assertFalse(lines.contains(canary), file + ": " + form + ": " + lines);
                }
            }
        }
    }

    private static boolean invented(String lines) {
        return lines.replace("vzquota", "").toLowerCase(Locale.ROOT).contains("zq");
    }

    /** Whatever becomes of a text: no exception, nothing that the server would refuse, and no number that is not there. */
    @Test
    void damagedTextsDoNoHarm() throws IOException {
        List<BiFunction<String, Random, String>> damages = List.of(
                (text, chance) -> text.substring(0, chance.nextInt(text.length() + 1)),
                (text, chance) -> new StringBuilder(text).reverse().toString(),
                (text, chance) -> text.replace('\n', ' '),
                (text, chance) -> text.replace("\n", "\r\n"),
                (text, chance) -> text.replaceAll("\\d+", "99999999999999999999999"),
                (text, chance) -> text.replaceAll("\\d+", "9223372036854775807"),
                (text, chance) -> text.replaceAll("(?<![\\w.-])(\\d+)", "-$1"),
                (text, chance) -> text.replaceAll("\\d", "\u0663"),
                (text, chance) -> text.replaceAll("\\p{Alpha}", "\u0416"),
                (text, chance) -> text.replaceAll("(?m)^(.*)$", "$1\n$1"),
                (text, chance) -> text + "\0\uFFFD\u001B[31m" + text,
                (text, chance) -> "[".repeat(50_000) + text,
                (text, chance) -> "\n".repeat(70_000) + text,
                (text, chance) -> "=".repeat(1_000_000),
                ClassicTranslatorTest::bytesChanged);
        Random chance = new Random(5);
        for (String client : CLIENTS) {
            SortedMap<String, String> texts = Translated.client(client);
            texts.remove("expected.txt");
            for (String file : texts.keySet()) {
                for (BiFunction<String, Random, String> damage : damages) {
                    SortedMap<String, String> damaged = new TreeMap<>(texts);
                    damaged.put(file, damage.apply(texts.getOrDefault(file, ""), chance));
                    Translated.lines(damaged);
                }
            }
        }
    }

    private static String bytesChanged(String text, Random chance) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 0; i < text.length() / 20; i++) {
            changed.setCharAt(chance.nextInt(text.length()), (char) chance.nextInt(256));
        }
        return changed.toString();
    }
}
