package org.openvz.vzstats.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.browser.Page.Look;
import org.openvz.vzstats.testbed.Reports;
import org.openvz.vzstats.testbed.ServerClient;

/** The site of a server on its first day. */
class EmptySiteIT {

    private static final List<String> PATHS = List.of(
            "/",
            "/topics/disk",
            "/metrics/disk.count",
            "/metrics/platform.product",
            "/search?q=disk",
            "/about",
            "/crashes",
            "/downloads",
            "/embed/disk.count",
            "/embed/platform.product");

    @Test
    void nothingAndThenOneMetric() throws Exception {
        try (Chromium browser = Chromium.start();
                Site site = Site.empty()) {
            assertEquals(List.of(), wrong(browser, site, "empty"));
            ServerClient client = site.client();
            UUID report = UUID.randomUUID();
            client.report(
                    client.register(),
                    report,
                    Reports.of(
                            report,
                            Reports.section("platform", Map.of("platform.product", new Value.Text("openvz-7")))));
            client.awaitLiveNodes(1);
            assertEquals(List.of(), wrong(browser, site, "one-metric"));
            try (Page page = browser.page().look(Page.WIDE)) {
                page.open(site.url() + "/?lang=en");
                assertTrue(page.text("document.querySelector('main').innerText").contains("1"), "the one node");
                page.open(site.url() + "/metrics/platform.product?lang=en");
                assertEquals(
                        List.of("openvz-7 1 1"),
                        page.all(
                                "table[data-metric=\"platform.product\"] tr[data-value]",
                                "e.dataset.value + ' ' + e.dataset.nodes + ' ' + parseFloat(e.dataset.share)"));
            }
            assertEquals(List.of(), site.warnings());
        }
    }

    private static List<String> wrong(Chromium browser, Site site, String name) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Look look : List.of(Page.WIDE, Page.WIDE.in("ru").inDark().narrow())) {
            try (Page page = browser.page().look(look)) {
                for (String path : PATHS) {
                    String address = site.url() + path + (path.contains("?") ? "&" : "?") + "lang=" + look.language();
                    // Of a metric of which nothing is published there is a page nevertheless, or none: no failure.
                    int status = site.client()
                            .get(address.substring(site.url().length()))
                            .statusCode();
                    if (status != 200 && status != 404) {
                        wrong.add(path + ": " + status);
                        continue;
                    }
                    page.open(address);
                    page.wrong(site.url(), status).forEach(one -> wrong.add(path + " " + look + ": " + one));
                    if (page.text("document.querySelector('main').innerText")
                                    .strip()
                                    .length()
                            < 40) {
                        wrong.add(path + " " + look + ": says nothing");
                    }
                    if (page.is("/NaN|undefined|Infinity|\\bnull\\b/.test(document.body.innerText)")) {
                        wrong.add(path + " " + look + ": shows what is no text");
                    }
                    if (look.equals(Page.WIDE)) {
                        page.screenshot(Path.of(
                                        System.getProperty("vzstats.work"),
                                        "..",
                                        "screenshots",
                                        name + path.replaceAll("[^a-z.]+", "-") + ".jpeg")
                                .normalize());
                    }
                }
            }
        }
        return wrong;
    }
}
