package org.openvz.vzstats.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The pages of the documents that a server has published. */
class PagesTest {

    private final SiteServer site = new SiteServer(RecordedReleases.days(40));

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void everyPageIsWholeInBothLanguages() throws Exception {
        for (String path : List.of(
                "/",
                "/about",
                "/crashes",
                "/downloads",
                "/search?q=disk",
                "/topics/disk",
                "/topics/strange",
                "/topics/platform",
                "/metrics/disk.count",
                "/metrics/disk.size",
                "/metrics/cpu.model?platform=openvz-6&compare=openvz-7",
                "/metrics/platform.product",
                "/embed/disk.count")) {
            for (String language : List.of("en", "ru")) {
                Document page = parsed(site.page(path, "Accept-Language", language));
                assertEquals(language, page.getDocumentElement().getAttribute("lang"), path);
                assertEquals(1, page.getElementsByTagName("h1").getLength(), path);
                assertEquals(1, page.getElementsByTagName("main").getLength(), path);
            }
        }
    }

    @Test
    void aMetricHasItsNumbers() throws Exception {
        Document page = parsed(site.page("/metrics/disk.count"));
        Element ssd = one(page, "tr", "data-value", "ssd");
        assertEquals("2212", ssd.getAttribute("data-nodes"));
        assertEquals("0.7519", ssd.getAttribute("data-share"));
        assertEquals("ssd2,21275.2%4,147", ssd.getTextContent());
        Element bar = one(page, "g", "data-value", "ssd");
        assertEquals("0.7519", bar.getAttribute("data-share"));
        Element figure = one(page, "figure", "data-chart", "distribution");
        assertEquals("disk.count", figure.getAttribute("data-metric"));
        String words = ((Element) figure.getElementsByTagName("svg").item(0)).getAttribute("aria-label");
        assertTrue(words.contains("ssd 75.2%; hdd 74.4%"), words);
    }

    /** {@return a page, which is well-formed XML besides} */
    static Document parsed(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        String xml = page.replaceFirst("^<!DOCTYPE html>\n", "");
        assertFalse(xml.equals(page) && page.startsWith("<!DOCTYPE"), "doctype");
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    static Element one(Document page, String name, String attribute, String value) {
        NodeList all = page.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element element
                    && element.getAttribute(attribute).equals(value)) {
                return element;
            }
        }
        throw new AssertionError("no " + name + " with " + attribute + "=" + value);
    }
}
