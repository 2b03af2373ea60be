package org.openvz.vzstats.node.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openvz.vzstats.api.Consent.Described;
import org.openvz.vzstats.api.Consent.Pending;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Node.Run;
import org.openvz.vzstats.api.Node.Sent;
import org.openvz.vzstats.api.Node.TransportState;
import org.openvz.vzstats.api.PublicStatistics;
import org.openvz.vzstats.api.PublicStatistics.Cell;
import org.openvz.vzstats.api.PublicStatistics.Distribution;
import org.openvz.vzstats.api.PublicStatistics.Release;
import org.openvz.vzstats.api.PublicStatistics.Unavailable;
import org.openvz.vzstats.api.Upcoming;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.dictionary.Topic;
import org.w3c.dom.Element;

class SiteTest {

    private static final String BASE = "/vzstats/key/";
    private static final String HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=y>& \u202Egnp.exe\u0007";
    private static final String SHOWN = "<script>alert('x')</script>\"><img src=x onerror=y>& \uFFFDgnp.exe\uFFFD";
    private static final Decision.Deny DENY = new Decision.Deny("our " + HOSTILE, "/etc/vz/" + HOSTILE + ":7");

    private final Publications publications = new Publications(InstantSource.fixed(StillNode.NOON));
    private final AtomicInteger asked = new AtomicInteger();

    static List<String> hosts() {
        return RecordedViews.HOSTS;
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void everyValueOfARecordedHostIsThereWithWhatItMeans(String host) throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        Run view = RecordedViews.of(host);
        StillNode node = new StillNode(dictionary, view);
        Sections sections = Sections.in(view.files());
        assertTrue(sections.size() > 50, host);
        for (String language : List.of("en", "ru")) {
            Html page = page(node, dictionary, "", Map.of("lang", language));
            sections.byCollector()
                    .forEach((collector, values) -> values.forEach((name, value) -> {
                        Metric metric = dictionary.metric(name).orElseThrow();
                        Element block = page.withId(name).orElseThrow(() -> new AssertionError(name));
                        String text = block.getTextContent();
                        assertTrue(text.contains(metric.title().in(language)), name);
                        assertTrue(text.contains(metric.why().in(language)), name);
                        assertTrue(text.contains(metric.source().in(language)), name);
                        LocalizedText meaning = metric.meaning();
                        assertTrue(meaning != null && text.contains(meaning.in(language)), name);
                        for (String word :
                                words(new Values(Language.coded(language).orElseThrow()), metric, value)) {
                            assertTrue(text.contains(word), name + ": " + word);
                        }
                    }));
            assertEquals(view.files().size(), page.all("pre").size(), "the very files are there, too");
        }
    }

    /** What a reader must find of a value. */
    private static List<String> words(Values values, Metric metric, Value value) {
        if (value instanceof Value.Counts counts) {
            return counts.byKey().isEmpty()
                    ? List.of(values.language().say(Word.NONE))
                    : counts.byKey().entrySet().stream()
                            .map(count -> values.cell(metric, count.getKey()))
                            .toList();
        }
        return value instanceof Value.Quantity quantity && metric.exact()
                ? List.of(values.language().number(quantity.amount()))
                : Values.cells(metric, value).stream()
                        .map(cell -> values.cell(metric, cell))
                        .toList();
    }

    @Test
    void allPagesOfARecordedHostAreWholeAndNeedNothingFromElsewhere() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("openvz7"));
        node.sent = List.of(sent("{\"report\":\"…\",\"signature\":\"…\"}"));
        node.files = node.view().files();
        node.pending = List.of(pending(dictionary));
        publish(release(Map.of("cpu.vendor", new Distribution(10, List.of(new Cell("intel", 10, 1))))));
        for (String path : List.of(
                "",
                "preview",
                "sent",
                "sent/4",
                "pending",
                "policies",
                "policies/cpu",
                "policies/cpu.model",
                "charts")) {
            for (String language : List.of("en", "ru")) {
                Html page = page(node, dictionary, path, Map.of("lang", language));
                assertEquals(language, page.document().getDocumentElement().getAttribute("lang"));
                assertEquals(1, page.all("h1").size(), path);
                assertHarmless(page);
            }
        }
    }

    private static void assertHarmless(Html page) {
        Set<String> elements = Set.of("script", "img", "iframe", "object", "embed", "base", "style", "video", "audio");
        for (Element element : page.all("*")) {
            assertFalse(elements.contains(element.getTagName()), element.getTagName());
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                String value = element.getAttributes().item(i).getNodeValue();
                assertFalse(name.startsWith("on") || name.equals("style"), name);
                if (Set.of("href", "src", "action").contains(name)) {
                    assertTrue(value.startsWith(BASE) || value.startsWith("#") || value.equals("data:,"), value);
                }
            }
        }
    }

    @Test
    void whateverIsInAValueIsText() throws Exception {
        Dictionary dictionary = Dictionary.of(List.of(strange()));
        SortedMap<String, Value> values = new TreeMap<>(Map.of(
                "odd.label",
                new Value.Text(HOSTILE.replace("\u0007", "")),
                "odd.counts",
                Value.Counts.of(Map.of(HOSTILE.replace("\u0007", ""), 3L))));
        Map<String, String> files =
                Map.of("odd.json", RecordedViews.json(values), "odd/" + HOSTILE + " (never sent)", HOSTILE);
        Run view = new Run(
                StillNode.NOON,
                Decision.allow(),
                List.of(new CollectorResult("odd", Outcome.FAILED, HOSTILE, Map.of(HOSTILE, 2))),
                files,
                Optional.empty(),
                Optional.of(HOSTILE));
        StillNode node = new StillNode(dictionary, view);
        node.send = DENY;
        node.troubles = List.of(HOSTILE);
        node.transports = List.of(new TransportState(HOSTILE, HOSTILE, Optional.empty(), Optional.empty()));
        node.sent = List.of(sent("{" + HOSTILE));
        node.files = files;
        node.pending = List.of(new Pending(
                "odd",
                HOSTILE,
                0,
                1,
                List.of(new Described("odd.label", HOSTILE, HOSTILE, HOSTILE)),
                HOSTILE,
                HOSTILE));
        for (String path : List.of(
                "",
                "preview",
                "sent",
                "sent/4",
                "pending",
                "policies",
                "policies/odd",
                "policies/odd.label",
                "charts")) {
            Html page = page(node, dictionary, path, Map.of());
            assertHarmless(page);
        }
        String now = page(node, dictionary, "", Map.of()).text();
        assertTrue(now.contains(SHOWN.replaceAll("\uFFFD$", "")), now);
        assertTrue(page(node, dictionary, "sent/4", Map.of()).text().contains("{" + SHOWN));
    }

    @Test
    void whatIsPublishedIsTextToo() throws Exception {
        Dictionary dictionary = Dictionary.of(List.of(strange()));
        SortedMap<String, Value> values = new TreeMap<>(Map.of("odd.label", new Value.Text("plain")));
        StillNode node = new StillNode(dictionary, viewOf("odd", values));
        publish(release(Map.of("odd.label", new Distribution(9, List.of(new Cell(HOSTILE, 9, 1))))));
        answer(node, dictionary, "charts", Map.of("fetch", "http"), Map.of());
        Html page = page(node, dictionary, "charts", Map.of());
        assertHarmless(page);
        assertTrue(page.text().contains(SHOWN));
    }

    @Test
    void whileItIsOffNothingIsCollectedAndTheReasonIsSaid() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("debian12"));
        node.run = Decision.deny("the owner has opted out", "/etc/vz/vzstats-disable");
        publish(release(Map.of()));
        Html page = page(node, dictionary, "", Map.of());
        assertEquals("Nothing is sent", page.all("h1").get(0).getTextContent());
        assertTrue(page.text().contains("the owner has opted out /etc/vz/vzstats-disable"), page.text());
        assertEquals(List.of(), page.of("article", "block"));
        page(node, dictionary, "charts", Map.of());
        page(node, dictionary, "policies", Map.of());
        assertEquals(0, node.collected);
        assertFalse(page(node, dictionary, "preview", Map.of())
                .of("article", "block")
                .isEmpty());
    }

    @Test
    void whileItIsOffOrThatDestinationIsDeniedNoServerIsAsked() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("debian12"));
        publish(release(Map.of()));
        Decision no = Decision.deny("our own relay only", "/etc/vz/vzstats-policy.conf:3");
        for (List<Decision> decisions : List.of(List.of(no, Decision.allow()), List.of(Decision.allow(), no))) {
            node.run = decisions.get(0);
            node.send = decisions.get(1);
            answer(node, dictionary, "charts", Map.of("fetch", "http"), Map.of());
            Html page = page(node, dictionary, "charts", Map.of());
            assertEquals(List.of(), page.all("button"));
            assertTrue(page.text().contains("our own relay only /etc/vz/vzstats-policy.conf:3"));
        }
        node.run = Decision.allow();
        node.send = Decision.allow();
        node.asked = "file";
        answer(node, dictionary, "charts", Map.of("fetch", "http"), Map.of());
        assertTrue(page(node, dictionary, "charts", Map.of()).text().contains("no policy could be asked"));
        node.starting = Optional.of("policies");
        answer(node, dictionary, "charts", Map.of("fetch", "http"), Map.of());
        assertTrue(
                page(node, dictionary, "charts", Map.of()).text().contains("the node starts and waits for policies"));
        assertEquals(0, asked.get());
    }

    @Test
    void theServerIsAskedWhenTheOwnerAsksAndOnlyThen() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("debian12"));
        publish(release(Map.of()));
        assertEquals(1, page(node, dictionary, "charts", Map.of()).all("button").size());
        answer(node, dictionary, "charts", Map.of("fetch", "carrier"), Map.of());
        answer(node, dictionary, "charts", Map.of("fetch", "http"), Map.of("sec-purpose", "prefetch;prerender"));
        answer(node, dictionary, "charts", Map.of("fetch", "http"), Map.of("purpose", "prefetch"));
        Request head = new Request(true, "HEAD", BASE + "charts", Map.of("fetch", "http"), Map.of());
        site(node, dictionary).answer(head, BASE, "charts");
        assertEquals(0, asked.get());
        Answer fetched = answer(node, dictionary, "charts", Map.of("fetch", "http", "lang", "ru"), Map.of());
        assertEquals(1, asked.get());
        assertEquals(303, fetched.status());
        assertEquals(BASE + "charts?lang=ru", fetched.allHeaders().get("Location"));
        page(node, dictionary, "charts", Map.of());
        assertEquals(1, asked.get());
    }

    @Test
    void theChartsShowWhereThisNodeIs() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        Metric total = dictionary.metric("memory.total").orElseThrow();
        long lower = total.bucketOf(64);
        SortedMap<String, Value> memory =
                new TreeMap<>(Map.of("memory.total", new Value.Quantity(lower), "memory.ksm", new Value.Flag(true)));
        String mine = total.cellOf(lower);
        StillNode node = new StillNode(dictionary, viewOf("memory", memory));
        publish(release(Map.of(
                "memory.total",
                new Distribution(
                        100,
                        List.of(
                                new Cell(mine, 60, 0.6),
                                new Cell(total.cellOf(0), 30, 0.3),
                                new Cell("other", 10, 0.1))),
                "memory.ksm",
                new Distribution(100, List.of(new Cell("false", 100, 1))),
                "memory.hugepages",
                new Distribution(100, List.of(new Cell("true", 100, 1))))));
        answer(node, dictionary, "charts", Map.of("fetch", "http"), Map.of());
        Html page = page(node, dictionary, "charts", Map.of());
        assertEquals(
                List.of(1, 0),
                List.of(
                        rows(page, "memory.total").size(),
                        rows(page, "memory.ksm").size()));
        String sentence = page.withId("memory.total").orElseThrow().getTextContent();
        assertTrue(sentence.contains("like 60% of nodes; 30% have less, 0% more"), sentence);
        assertTrue(page.withId("memory.ksm").orElseThrow().getTextContent().contains("too few nodes"));
        assertTrue(page.text().contains("Release 17 of 2026-11-20 10:00:00 UTC: 1,203 nodes"));
    }

    private static List<Element> rows(Html page, String metric) {
        Element block = page.withId(metric).orElseThrow();
        return page.of("tr", "mine").stream()
                .filter(row -> block.getTextContent().contains(row.getTextContent())
                        && row.getParentNode().getParentNode().getParentNode().getParentNode() == block)
                .toList();
    }

    @Test
    void aServerThatCannotBeHadIsSaid() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("debian12"));
        publish(new Unavailable("ConnectException"));
        answer(node, dictionary, "charts", Map.of("fetch", "http"), Map.of());
        String text = page(node, dictionary, "charts", Map.of()).text();
        assertTrue(text.contains("Asked at 2026-11-20 12:00:00 UTC, without success: ConnectException"), text);
    }

    @Test
    void withoutAServerThereIsNothingToAsk() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("debian12"));
        Html page = page(node, dictionary, "charts", Map.of());
        assertEquals(List.of(), page.all("button"));
        assertTrue(page.text().contains("No server is configured"));
    }

    @Test
    void whatIsPendingIsShownWithItsValueItsReasonAndHowToAcceptIt() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("openvz7"));
        assertTrue(page(node, dictionary, "pending", Map.of()).text().contains("Nothing is pending"));
        assertEquals(0, node.collected);
        node.pending = List.of(pending(dictionary));
        Html page = page(node, dictionary, "pending", Map.of());
        assertTrue(page.text().contains("bin/vzstats --accept cpu"));
        assertTrue(page.text().contains("what has grown waits for the owner etc/consent.cfg:17"));
        assertTrue(page.text().contains("Accepted is revision 1, installed is 2"));
        assertTrue(page.withId("cpu.vendor").orElseThrow().getTextContent().contains("intel"));
        assertEquals("1", page.of("span", "badge").get(0).getTextContent());
        assertEquals(
                "1",
                page(node, dictionary, "sent", Map.of())
                        .of("span", "badge")
                        .get(0)
                        .getTextContent());
    }

    @Test
    void whatWasSentIsShownAsItWasSent() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("openvz7"));
        assertTrue(page(node, dictionary, "sent", Map.of()).text().contains("Nothing was sent yet"));
        String receipt = "{\n  \"report\" : \"abc\",\n  \"signature\" : \"def\"\n}";
        node.sent = List.of(sent(receipt));
        node.files = Map.of("manifest.json", "{\n  \"format\" : 2\n}\n", "cpu.json", "{\n  \"cpu.cores\" : 4\n}\n");
        Html list = page(node, dictionary, "sent", Map.of());
        assertTrue(list.text().contains("2026-11-20 12:00:00 UTC"));
        Html page = page(node, dictionary, "sent/4", Map.of());
        assertEquals(
                List.of(receipt, "{\n  \"cpu.cores\" : 4\n}\n", "{\n  \"format\" : 2\n}\n"),
                page.all("pre").stream().map(Element::getTextContent).toList());
    }

    @Test
    void thePolicyThatDecidesIsNamedWithItsPlace() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("openvz7"));
        node.run = Decision.deny("the owner has not consented", "/opt/node/etc/consent.cfg:9");
        for (String path : List.of("policies", "policies/cpu", "policies/cpu.model")) {
            String text = page(node, dictionary, path, Map.of()).text();
            assertTrue(
                    text.contains("denied, by consent: the owner has not consented /opt/node/etc/consent.cfg:9"), text);
        }
    }

    @Test
    void whatIsAllowedCanBeDenied() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("openvz7"));
        assertTrue(page(node, dictionary, "policies/cpu", Map.of()).text().contains("collectors.deny = cpu"));
        assertTrue(page(node, dictionary, "policies/cpu.model", Map.of()).text().contains("metrics.deny = cpu.model"));
        node.run = Decision.deny("the owner has not consented", "/opt/node/etc/consent.cfg:9");
        assertFalse(
                page(node, dictionary, "policies/cpu.model", Map.of()).text().contains("metrics.deny"));
    }

    @Test
    void theLanguageIsTheBrowsersUnlessTheAddressSaysAnother() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("debian12"));
        Map<String, String> russian = Map.of("accept-language", "de, ru;q=0.8, en;q=0.5");
        Answer answer = answer(node, dictionary, "", Map.of(), russian);
        assertEquals("ru", answer.allHeaders().get("Content-Language"));
        assertTrue(answer.body().contains("href=\"" + BASE + "sent\""), "links say nothing of a language nobody chose");
        Answer chosen = answer(node, dictionary, "", Map.of("lang", "en"), russian);
        assertEquals("en", chosen.allHeaders().get("Content-Language"));
        assertTrue(chosen.body().contains("href=\"" + BASE + "sent?lang=en\""));
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        Dictionary dictionary = RecordedViews.dictionary();
        StillNode node = new StillNode(dictionary, RecordedViews.of("debian12"));
        for (String path : List.of(
                "nothing",
                "sent/",
                "sent/0",
                "sent/1",
                "sent/9999999",
                "sent/1/2",
                "policies/",
                "policies/nobody",
                "policies/cpu.",
                "policies/cpu.nothing",
                "../",
                "style.css/",
                "policies/%63pu")) {
            assertEquals(404, answer(node, dictionary, path, Map.of(), Map.of()).status(), path);
        }
    }

    private Html page(StillNode node, Dictionary dictionary, String path, Map<String, String> query) throws Exception {
        Answer answer = answer(node, dictionary, path, query, Map.of());
        assertEquals(200, answer.status(), path);
        return Html.of(answer.body());
    }

    private Answer answer(
            StillNode node, Dictionary dictionary, String path, Map<String, String> query, Map<String, String> headers)
            throws InterruptedException {
        return site(node, dictionary).answer(new Request(true, "GET", BASE + path, query, headers), BASE, path);
    }

    private Site site(StillNode node, Dictionary dictionary) {
        return new Site(
                node,
                node,
                () -> dictionary,
                () -> Optional.of(new Upcoming.Next(StillNode.NOON, Set.of("cpu"))),
                new Comparing(node, node, publications),
                InstantSource.fixed(StillNode.NOON));
    }

    private void publish(PublicStatistics.Fetched fetched) {
        publications.add("http", new PublicStatistics() {
            @Override
            public Optional<String> server() {
                return Optional.of("https://stats.example.org");
            }

            @Override
            public Fetched fetch() {
                asked.incrementAndGet();
                return fetched;
            }
        });
    }

    private static Release release(Map<String, Distribution> metrics) {
        return new Release(17, Instant.parse("2026-11-20T10:00:00Z"), 14, 5, 1203, new TreeMap<>(metrics));
    }

    private static Run viewOf(String collector, SortedMap<String, Value> values) {
        return new Run(
                StillNode.NOON,
                Decision.allow(),
                List.of(new CollectorResult(collector, Outcome.OK, "", Map.of())),
                new HashMap<>(Map.of(collector + ".json", RecordedViews.json(values))),
                Optional.empty(),
                Optional.empty());
    }

    private static Sent sent(String answer) {
        return new Sent(
                4, "0b0f…", StillNode.NOON, 2_400, List.of("cpu", "disk"), "http", "allowed by consent", answer);
    }

    private static Pending pending(Dictionary dictionary) throws IOException {
        Metric vendor = dictionary.metric("cpu.vendor").orElseThrow();
        return new Pending(
                "cpu",
                "Processors",
                1,
                2,
                List.of(new Described(vendor.name(), "", "", "")),
                "what has grown waits for the owner",
                "etc/consent.cfg:17");
    }

    private static Topic strange() {
        LocalizedText text = LocalizedText.english(HOSTILE);
        return new Topic(
                "odd",
                text,
                1,
                List.of(
                        new Metric(
                                "odd.label",
                                MetricType.LABEL,
                                text,
                                text,
                                text,
                                text,
                                1,
                                null,
                                null,
                                false,
                                null,
                                ".*",
                                128,
                                null),
                        new Metric(
                                "odd.counts",
                                MetricType.COUNTS,
                                text,
                                text,
                                text,
                                text,
                                1,
                                null,
                                null,
                                false,
                                null,
                                ".*",
                                128,
                                null)));
    }
}
