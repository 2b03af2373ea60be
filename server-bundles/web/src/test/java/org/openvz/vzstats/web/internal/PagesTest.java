package org.openvz.vzstats.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The pages of the documents that a server has published. */
class PagesTest {

    private static final List<String> PATHS = List.of(
            "/",
            "/about",
            "/crashes",
            "/downloads",
            "/search",
            "/search?q=disk",
            "/topics/disk",
            "/topics/strange",
            "/topics/platform",
            "/metrics/disk.count",
            "/metrics/disk.size",
            "/metrics/cpu.model?platform=openvz-6&compare=openvz-7",
            "/metrics/memory.total?from=2026-10-01&to=2026-11-01",
            "/metrics/platform.product",
            "/metrics/strange.sky",
            "/embed/disk.count");

    private final RecordedReleases releases = RecordedReleases.days(40);
    private final SiteServer site = new SiteServer(releases);

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void everyPageIsWholeInBothLanguages() throws Exception {
        for (String path : PATHS) {
            for (String language : List.of("en", "ru")) {
                Document page = Pages.parsed(site.page(path, "Accept-Language", language));
                assertEquals(language, page.getDocumentElement().getAttribute("lang"), path);
                assertEquals(1, page.getElementsByTagName("h1").getLength(), path);
                assertEquals(1, page.getElementsByTagName("main").getLength(), path);
                assertEquals(
                        Pages.ids(page).size(),
                        Pages.ids(page).stream().distinct().count(),
                        path);
            }
        }
    }

    @Test
    void whatAPageLinksToIsThere() throws Exception {
        Pattern links = Pattern.compile(" (?:href|src|action)=\"([^\"]*)\"");
        Map<String, Integer> statuses = new HashMap<>();
        for (String path : PATHS) {
            Matcher found = links.matcher(site.page(path));
            while (found.find()) {
                String link = found.group(1).replace("&amp;", "&");
                assertTrue(link.startsWith("/") || link.startsWith("#"), path + " links to " + link);
                if (link.startsWith("/") && !link.startsWith("//") && !link.startsWith("/api/")) {
                    int status = statuses.computeIfAbsent(link, this::status);
                    assertEquals(200, status, path + " links to " + link);
                }
            }
        }
        assertTrue(statuses.size() > 60, statuses.size() + " links");
    }

    private int status(String link) {
        try {
            return site.get(link.replaceFirst("#.*", "")).statusCode();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMetricHasItsNumbers() throws Exception {
        Document page = Pages.parsed(site.page("/metrics/disk.count"));
        Element ssd = Pages.one(page, "tr", "data-value", "ssd");
        assertEquals("2212", ssd.getAttribute("data-nodes"));
        assertEquals("0.7519", ssd.getAttribute("data-share"));
        assertEquals("ssd2,21275.2%4,147", ssd.getTextContent());
        assertEquals("0.7519", Pages.one(page, "g", "data-value", "ssd").getAttribute("data-share"));
        Element figure = Pages.one(page, "figure", "data-chart", "distribution");
        assertEquals("disk.count", figure.getAttribute("data-metric"));
        Element drawing = (Element) figure.getElementsByTagName("svg").item(0);
        assertTrue(
                drawing.getAttribute("aria-label").contains("ssd 75.2%; hdd 74.4%"),
                drawing.getAttribute("aria-label"));
        assertEquals("values", drawing.getAttribute("aria-describedby"));
        String facts = page.getElementsByTagName("dl").item(0).getTextContent();
        assertTrue(facts.contains("2,942") && facts.contains("14 days"), facts);
        for (String link : List.of(
                "/api/v2/statistics/disk.count.csv",
                "/api/v2/statistics/disk.count",
                "/api/v2/statistics/disk.count/history?from=2026-08-25&to=2026-11-22",
                "/charts/disk.count.svg",
                "/metrics/disk.count?from=2026-08-25&to=2026-11-22")) {
            Pages.one(page, "a", "href", link);
        }
    }

    @Test
    void theTrendHasADayForEachRelease() throws Exception {
        Document page = Pages.parsed(site.page("/metrics/disk.count?from=2026-11-01&to=2026-11-20"));
        Element table = Pages.one(page, "table", "id", "days");
        assertEquals(1 + 20, table.getElementsByTagName("tr").getLength());
        assertTrue(
                Pages.one(page, "tr", "data-day", "2026-11-20").getTextContent().startsWith("20 November 202675.0%"));
        Element line = Pages.one(page, "path", "data-value", "ssd");
        assertEquals(19, line.getAttribute("d").chars().filter(c -> c == 'L').count());
    }

    @Test
    void comparedPlatformsStandSideBySide() throws Exception {
        Document page = Pages.parsed(site.page("/metrics/disk.count?platform=openvz-6&compare=openvz-7"));
        Element ssd = Pages.one(page, "tr", "data-value", "ssd");
        assertEquals("1392", ssd.getAttribute("data-nodes"));
        assertEquals("194", ssd.getAttribute("data-other-nodes"));
        Element chosen = Pages.one(Pages.one(page, "select", "name", "compare"), "option", "value", "openvz-7");
        assertTrue(chosen.hasAttribute("selected"));
        // The tree keeps the platform, not what it is compared with.
        Pages.one(page, "a", "href", "/metrics/disk.size?platform=openvz-6");
    }

    @Test
    void numbersAndDaysAsAReaderWritesThem() throws Exception {
        Document page = Pages.parsed(site.page("/metrics/disk.count?lang=ru"));
        assertEquals(
                "ssd2\u00a021275,2\u00a0%4\u00a0147",
                Pages.one(page, "tr", "data-value", "ssd").getTextContent());
        String all = page.getDocumentElement().getTextContent();
        assertTrue(all.contains("22 ноября 2026 г."), all);
        assertTrue(all.contains("14 дней"), all);
        assertTrue(site.page("/?lang=ru").contains("3\u00a0000"));
        Document memory = Pages.parsed(site.page("/metrics/memory.total?lang=ru"));
        assertTrue(
                Pages.one(memory, "tr", "data-value", "16-23").getTextContent().startsWith("16–23\u00a0GiB"));
    }

    @Test
    void whatANumberIsFollowedBy() {
        assertEquals("1 node", Language.EN.count(Word.NODES, 1));
        assertEquals("0 nodes", Language.EN.count(Word.NODES, 0));
        Map<Long, String> russian = Map.of(
                1L,
                "1 узел",
                2L,
                "2 узла",
                5L,
                "5 узлов",
                11L,
                "11 узлов",
                12L,
                "12 узлов",
                21L,
                "21 узел",
                112L,
                "112 узлов");
        russian.forEach((number, words) -> assertEquals(words, Language.RU.count(Word.NODES, number)));
        assertEquals(
                "1,000 nodes {0}",
                Language.EN.say(Word.FROM_TO, "1,000 nodes {0}", "", "").replace(" from  to ", ""));
    }

    @Test
    void bothLanguagesSayAsMuch() {
        for (Word word : Word.values()) {
            for (String place : List.of("{0}", "{1}", "{2}", "{3}")) {
                assertEquals(word.english().contains(place), word.russian().contains(place), word + " says " + place);
            }
            boolean counted = word.english().contains("|");
            assertEquals(counted ? 3 : 1, word.russian().split("\\|", -1).length, word.name());
        }
    }

    @Test
    void theOverviewTellsWhatThereIsAndWhatHasChanged() throws Exception {
        Document page = Pages.parsed(site.page("/"));
        assertEquals("3000", Pages.one(page, "strong", "id", "live").getAttribute("data-nodes"));
        String all = page.getDocumentElement().getTextContent();
        assertTrue(all.contains("+30 since 23 October 2026"), all);
        assertTrue(all.contains("openvz-61,6441,644±0"), all);
        // The largest changes are found out aside, and are there in a moment.
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!site.page("/").contains("class=\"movers\"") && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertTrue(site.page("/").contains("class=\"movers\""));
    }

    @Test
    void theWorldIsDrawn() throws Exception {
        releases.with("node.country", "", RecordedReleases.cells(Map.of("DE", 50, "SG", 30, "other", 20)));
        site.dictionary(SiteServer.topic("disk"));
        Document page = Pages.parsed(site.page("/"));
        Element map = Pages.one(page, "figure", "data-chart", "map");
        Element germany = Pages.one(map, "path", "data-value", "DE");
        assertEquals("Germany: 50 nodes, 50.0%", germany.getTextContent());
        assertEquals("m4", germany.getAttribute("class"));
        assertEquals(
                "Singapore: 30 nodes, 30.0%",
                Pages.one(map, "circle", "data-value", "SG").getTextContent());
        assertTrue(site.page("/?lang=ru").contains("Германия: 50 узлов, 50,0\u00a0%"));
    }

    @Test
    void searchFindsInAnyLanguage() throws Exception {
        assertTrue(site.page("/search?q=DISKS%20type").contains("href=\"/metrics/disk.count\""));
        assertTrue(site.page("/search?q=%D0%B4%D0%B8%D1%81%D0%BA%D0%B8").contains("href=\"/metrics/disk.count\""));
        String nothing = site.page("/search?q=%3Cscript%3Ealert(1)%3C/script%3E");
        assertTrue(nothing.contains("Nothing matches"));
        assertFalse(nothing.contains("<script>alert"));
    }

    @Test
    void aboutTheDataSaysAllOfIt() throws Exception {
        String page = site.page("/about");
        for (String part : List.of("making", "rules", "not-collected", "erasing", "transparency", "dictionary")) {
            assertTrue(page.contains("id=\"" + part + "\""), part);
        }
        assertTrue(page.contains("/sys/block/"), "sources");
        assertTrue(page.contains("1,234"), "what was counted");
        assertTrue(page.contains("fewer than 5 nodes"), "k");
    }

    @Test
    void theBundleIsSwappedAndItsTopicIsThere() throws Exception {
        assertTrue(site.page("/").contains("/topics/memory"));
        site.dictionary(SiteServer.topic("disk"));
        assertFalse(site.page("/about").contains("memory.overcommit_percent"));
        // What is published stays until the next release, under its name.
        assertTrue(site.page("/metrics/memory.total").contains("<h1>memory.total</h1>"));
        site.dictionary(SiteServer.topic("disk", "strange"));
        assertTrue(site.page("/topics/strange").contains("/metrics/strange.sky"));
    }

    @Test
    void crashesAreShownOnceTheyArePublished() throws Exception {
        assertTrue(site.page("/crashes").contains("this server has none"));
        releases.with("crashes", "", document -> {
            document.put("since", "2026-08-24").put("crashes", 90).put("complete", false);
            var components = document.putArray("components");
            components.addObject().put("component", "ploop").put("crashes", 60).put("reporters", 12);
            components
                    .addObject()
                    .put("component", "<b>other</b>")
                    .put("crashes", 30)
                    .put("reporters", 9);
            document.putArray("days").addObject().put("day", "2026-11-20").put("crashes", 17);
            return document;
        });
        site.dictionary(SiteServer.topic("disk"));
        Document page = Pages.parsed(site.page("/crashes"));
        Element table = Pages.one(page, "table", "id", "components");
        assertEquals("ploop6012", Pages.one(table, "tr", "data-value", "ploop").getTextContent());
        Pages.one(page, "g", "data-value", "<b>other</b>");
        assertEquals(
                "20 November 202617",
                Pages.one(page, "tr", "data-day", "2026-11-20").getTextContent());
        assertTrue(page.getDocumentElement().getTextContent().contains("fewer than 5 reporters"));
        Pages.parsed(site.page("/crashes?lang=ru"));
    }

    @Test
    void downloadsAreShownOnceTheyArePublished() throws Exception {
        assertTrue(site.page("/downloads").contains("this server counts none"));
        releases.with("downloads", "", document -> {
            document.put("since", "2026-08-24").put("until", "2026-11-21").put("downloads", 1_050);
            var products = document.putArray("products");
            var image = products.addObject()
                    .put("product", "openvz")
                    .put("kind", "image")
                    .put("downloads", 1_000);
            image.put("addresses_per_day", 7)
                    .putArray("versions")
                    .addObject()
                    .put("version", "7.0.21")
                    .put("downloads", 1_000);
            products.addObject().put("product", "other").put("kind", "other").put("downloads", 50);
            document.putArray("countries").addObject().put("country", "DE").put("downloads", 1_050);
            document.putArray("days").addObject().put("day", "2026-11-20").put("downloads", 17);
            return document;
        });
        site.dictionary(SiteServer.topic("disk"));
        Document page = Pages.parsed(site.page("/downloads?lang=ru"));
        assertEquals(
                "openvz, образы1\u00a00007",
                Pages.one(page, "tr", "data-value", "openvz image").getTextContent());
        assertEquals("другое50—", Pages.one(page, "tr", "data-value", "other").getTextContent());
        assertEquals(
                "7.0.211\u00a0000",
                Pages.one(page, "tr", "data-value", "7.0.21").getTextContent());
        assertEquals(
                "Германия1\u00a0050", Pages.one(page, "tr", "data-value", "DE").getTextContent());
        Pages.parsed(site.page("/downloads"));
    }

    @Test
    void aDrawingStandsByItself() throws Exception {
        var answer = site.get("/charts/disk.count.svg?platform=openvz-6", "Accept-Language", "ru");
        assertEquals(
                "image/svg+xml;charset=utf-8",
                answer.headers().firstValue("Content-Type").orElse(""));
        Document drawing = Pages.parsed(answer.body());
        assertEquals("svg", drawing.getDocumentElement().getTagName());
        assertTrue(drawing.getDocumentElement().getTextContent().contains("Диски по типам"));
        assertTrue(drawing.getDocumentElement().getTextContent().contains("openvz-6 · n = 1\u00a0613"));
    }
}
