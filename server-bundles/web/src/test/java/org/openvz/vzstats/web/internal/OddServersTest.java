package org.openvz.vzstats.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Servers that have nothing, little, a lot, or what somebody else thought of. */
class OddServersTest {

    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "a & b < c > d",
            "]]>",
            "\u0000\u0007\u001b[31m",
            "\u202egnp.exe",
            "\ud800",
            "😀 emoji",
            "{0} {1} |",
            "x".repeat(128));

    @Test
    void anEmptyServerSaysSo() throws Exception {
        try (SiteServer site = new SiteServer(RecordedReleases.none())) {
            assertTrue(site.page("/").contains("Nothing has been published yet"));
            assertTrue(site.page("/metrics/disk.count").contains("Disks by type"));
            assertTrue(site.page("/topics/disk").contains("Nothing of this topic"));
            Pages.parsed(site.page("/about"));
        }
        try (SiteServer site = new SiteServer(RecordedReleases.none(), List.of())) {
            Pages.parsed(site.page("/"));
            assertTrue(site.page("/about").contains("No topic is installed"));
        }
    }

    @Test
    void oneMetricOfOneNodeIsEnough() throws Exception {
        RecordedReleases releases =
                RecordedReleases.one().with("strange.sky", "", RecordedReleases.cells(Map.of("clear", 100)));
        try (SiteServer site = new SiteServer(releases, SiteServer.topic("strange"))) {
            Document page = Pages.parsed(site.page("/metrics/strange.sky"));
            assertEquals("100", Pages.one(page, "tr", "data-value", "clear").getAttribute("data-nodes"));
            assertTrue(site.page("/metrics/strange.sky").contains("the line begins with the second"));
        }
    }

    @Test
    void textsOfStrangersStayTexts() throws Exception {
        Map<String, Integer> cells = new HashMap<>();
        HOSTILE.forEach(value -> cells.put(value, 9));
        RecordedReleases releases = RecordedReleases.one().with("strange.clouds", "", RecordedReleases.cells(cells));
        try (SiteServer site = new SiteServer(releases)) {
            for (String path : List.of(
                    "/",
                    "/about",
                    "/topics/strange",
                    "/metrics/strange.sky",
                    "/metrics/strange.clouds",
                    "/embed/strange.clouds",
                    "/search?q=clouds")) {
                String text = site.page(path);
                Document page = Pages.parsed(text);
                assertFalse(text.contains("<script>") || text.contains("<img"), path);
                assertFalse(text.contains("\u202e"), path);
                var scripts = page.getElementsByTagName("script");
                for (int i = 0; i < scripts.getLength(); i++) {
                    assertEquals("", scripts.item(i).getTextContent(), path);
                }
                assertEquals(0, page.getElementsByTagName("i").getLength(), path);
            }
            Document page = Pages.parsed(site.page("/metrics/strange.clouds"));
            Pages.one(page, "tr", "data-value", "<script>alert(1)</script>");
            Pages.parsed(site.page("/charts/strange.clouds.svg"));
            // No Russian text: the English one.
            assertTrue(site.page("/topics/strange?lang=ru").contains("Weather &lt;b&gt;&amp; more&lt;/b&gt;"));
        }
    }

    @Test
    void threeThousandLabelsAreATableToSearch() throws Exception {
        Map<String, Integer> cells = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            cells.put("model number " + i, 1 + i % 50);
        }
        RecordedReleases releases = RecordedReleases.one().with("strange.clouds", "", RecordedReleases.cells(cells));
        try (SiteServer site = new SiteServer(releases)) {
            String text = site.page("/metrics/strange.clouds");
            Document page = Pages.parsed(text);
            assertEquals(
                    1 + 3_000,
                    Pages.one(page, "table", "id", "values")
                            .getElementsByTagName("tr")
                            .getLength());
            Pages.one(page, "input", "data-filter", "values");
            assertEquals(
                    12,
                    Pages.one(page, "figure", "data-chart", "distribution")
                            .getElementsByTagName("g")
                            .getLength());
            int packed = site.bytes(HttpRequest.newBuilder(site.at("/metrics/strange.clouds"))
                            .header("Accept-Encoding", "gzip")
                            .build())
                    .body()
                    .length;
            assertTrue(packed < 100 * 1024, packed + " bytes");
            assertTrue(site.page("/topics/strange").length() < 60_000);
        }
    }

    @Test
    void whatIsHiddenIsNamed() throws Exception {
        RecordedReleases releases = RecordedReleases.one()
                .with("strange.sky", "", document -> RecordedReleases.cells(Map.of("clear", 60, "other", 30))
                        .apply(document)
                        .put("suppressed", 0.1))
                .with("strange.clouds", "", OddServersTest::nothingShown);
        try (SiteServer site = new SiteServer(releases)) {
            assertTrue(site.page("/metrics/strange.sky").contains("<dd>10.0%</dd>"));
            assertTrue(site.page("/metrics/strange.clouds").contains("Nothing may be shown"));
            assertTrue(site.page("/topics/strange").contains("Nothing may be shown"));
            assertTrue(site.page("/embed/strange.clouds").contains("Nothing may be shown"));
        }
    }

    private static ObjectNode nothingShown(ObjectNode document) {
        document.put("n", 0).put("suppressed", 1).putArray("cells");
        return document;
    }
}
