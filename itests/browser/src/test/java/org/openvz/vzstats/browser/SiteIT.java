package org.openvz.vzstats.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.browser.Page.Look;

/** The site of a server that is full of nodes, as a visitor has it. */
class SiteIT {

    private static final int FIRST_LOAD = 450 << 10;
    private static final int DATA_OF_A_PAGE = 100 << 10;

    /** One metric of each type, a large and a small one, and a stranger's. */
    private static final List<String> METRICS = List.of(
            "platform.product",
            "cpu.model",
            "cpu.aes",
            "memory.total",
            "disk.count",
            "software.vzctl",
            "node.country",
            "weather.sky",
            "weather.clouds");

    /** What is looked at narrow and dark by axe, too. */
    private static final Set<String> AGAIN =
            Set.of("home", "topic", "metric-memory.total", "compared", "search", "about", "crashes", "embed");

    /** What differs from another kind of page by its numbers; two looks of it will do. */
    private static final Set<String> ALIKE = Set.of(
            "metric-platform.product",
            "metric-cpu.aes",
            "metric-software.vzctl",
            "metric-node.country",
            "metric-weather.sky",
            "filtered");

    private static Site site;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start();
        site = Site.full();
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    /** {@return one page of each kind: a name for it, to its path} */
    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("home", "/");
        kinds.put("topic", "/topics/disk");
        kinds.put("topic-of-a-stranger", "/topics/weather");
        METRICS.forEach(metric -> kinds.put("metric-" + metric, "/metrics/" + metric));
        kinds.put("filtered", "/metrics/disk.count?platform=openvz-6");
        kinds.put("compared", "/metrics/memory.total?platform=openvz-6&compare=proxmox");
        kinds.put("search", "/search?q=disk");
        kinds.put("search-in-vain", "/search?q=zzzz");
        kinds.put("about", "/about");
        kinds.put("crashes", "/crashes");
        kinds.put("downloads", "/downloads");
        kinds.put("embed", "/embed/disk.count");
        kinds.put("lost", "/there/is/no/such/page");
        return kinds;
    }

    private static int status(String kind) {
        return kind.equals("lost") ? 404 : 200;
    }

    private static String in(String language, String path) {
        return site.url() + path + (path.contains("?") ? "&" : "?") + "lang=" + language;
    }

    private static Path picture(String name) {
        return Path.of(System.getProperty("vzstats.work"), "..", "screenshots", name + ".jpeg")
                .normalize();
    }

    @Test
    void everyPageInBothLanguagesInLightAndDarkNarrowAndWide() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Look look : looks()) {
            try (Page page = browser.page().look(look)) {
                boolean first = look.equals(Page.WIDE)
                        || look.equals(Page.WIDE.in("ru").inDark().narrow());
                for (Map.Entry<String, String> kind : kinds().entrySet()) {
                    if (!first && ALIKE.contains(kind.getKey())) {
                        continue;
                    }
                    page.open(in(look.language(), kind.getValue()));
                    String what = kind.getKey() + " " + look + ": ";
                    page.wrong(site.url(), status(kind.getKey())).forEach(one -> wrong.add(what + one));
                    if (!page.text("document.documentElement.lang").equals(look.language())) {
                        wrong.add(what + "its language is " + page.text("document.documentElement.lang"));
                    }
                    for (String chart : page.all(
                            "figure[data-chart]",
                            "e.dataset.metric + ' '"
                                    + " + Array.from(e.querySelectorAll('svg')).some(s => s.getBoundingClientRect().width > 100)")) {
                        if (!chart.endsWith(" true")) {
                            wrong.add(what + "a chart is not drawn: " + chart);
                        }
                    }
                    if (look.equals(Page.WIDE)
                            || look.equals(Page.WIDE.in("ru").inDark().narrow())) {
                        page.screenshot(picture(kind.getKey() + "-" + look));
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(List.of(), site.warnings());
    }

    private static List<Look> looks() {
        List<Look> looks = new ArrayList<>();
        for (Look language : List.of(Page.WIDE, Page.WIDE.in("ru"))) {
            for (Look light : List.of(language, language.inDark())) {
                looks.add(light);
                looks.add(light.narrow());
            }
        }
        return looks;
    }

    @Test
    void everyTopicAndEveryMetricHasAPage() throws Exception {
        List<String> wrong = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        for (String topic : site.topics()) {
            String page = site.client().get("/topics/" + topic).body();
            for (String metric : site.metrics()) {
                if (metric.startsWith(topic + ".") && !page.contains("\"" + metric + "\"")) {
                    wrong.add(topic + " has no block of " + metric);
                }
            }
        }
        for (String metric : site.metrics()) {
            long begin = System.nanoTime();
            var answer = site.client().get("/metrics/" + metric);
            millis.add((System.nanoTime() - begin) / 1e6);
            // Of some there are too few nodes for any number.
            if (answer.statusCode() != 200 || !answer.body().contains("<code>" + metric + "</code>")) {
                wrong.add(metric + ": " + answer.statusCode());
            }
        }
        millis.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%d metric pages from the server: median %.1f ms, 95 %% %.1f ms, longest %.1f ms%n",
                millis.size(),
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 95 / 100),
                millis.get(millis.size() - 1));
        assertEquals(List.of(), wrong);
    }

    @Test
    void chartsAndTablesShowTheNumbersOfTheApi() throws Exception {
        try (Page page = browser.page().look(Page.WIDE)) {
            for (String metric : METRICS) {
                page.open(in("en", "/metrics/" + metric));
                assertEquals(cells(metric, ""), rows(page, metric), metric);
                drawn(page, metric, "");
            }
        }
    }

    /** {@return value, nodes and share of each cell, as the API has them} */
    private static Set<String> cells(String metric, String platform) throws Exception {
        Set<String> cells = new LinkedHashSet<>();
        for (JsonNode cell : site.statistic(metric, platform).path("cells")) {
            cells.add(cell.path("value").asText() + " " + cell.path("nodes").asLong() + " "
                    + cell.path("share").asDouble());
        }
        assertFalse(cells.isEmpty(), metric);
        return cells;
    }

    /** {@return the same as the table of a page has them} */
    private static Set<String> rows(Page page, String metric) {
        return new LinkedHashSet<>(page.all(
                "table[data-metric=\"" + metric + "\"] tr[data-nodes]",
                "e.dataset.value + ' ' + e.dataset.nodes + ' ' + parseFloat(e.dataset.share)"
                        + ".toString().replace(/^(\\d+)$/, '$1.0')"));
    }

    /** The bars are those of the largest cells, as long as these are large, and say so. */
    private static void drawn(Page page, String metric, String platform) throws Exception {
        List<String> bars = page.all(
                "figure[data-metric=\"" + metric + "\"][data-chart=\"distribution\"] svg g[data-value]",
                "e.dataset.value + '\\t' + e.dataset.share + '\\t' + Array.from(e.querySelectorAll('rect')).pop().getBoundingClientRect().width"
                        + " + '\\t' + e.querySelector('title').textContent");
        JsonNode cells = site.statistic(metric, platform).path("cells");
        assertTrue(bars.size() >= Math.min(5, cells.size()), metric + ": " + bars);
        double longest = 0;
        double largest = 0;
        for (String bar : bars) {
            longest = Math.max(longest, Double.parseDouble(bar.split("\t", -1)[2]));
            largest = Math.max(largest, Double.parseDouble(bar.split("\t", -1)[1]));
        }
        for (int i = 0; i < bars.size(); i++) {
            String[] bar = bars.get(i).split("\t", -1);
            double share = cells.path(i).path("share").asDouble();
            assertEquals(cells.path(i).path("value").asText(), bar[0], metric);
            assertEquals(share, Double.parseDouble(bar[1]), metric);
            assertEquals(share / largest, Double.parseDouble(bar[2]) / longest, 0.01, metric + " " + bar[0]);
            String percent = bar[3].replaceAll("(?s).*: ([<≈]?)\\s*([0-9.]+)\\s*%$", "$2");
            assertEquals(100 * share, Double.parseDouble(percent), 0.5, metric + ": " + bar[3]);
        }
    }

    @Test
    void aTableAndItsFileSayTheSame() throws Exception {
        try (Page page = browser.page().look(Page.WIDE)) {
            page.open(in("en", "/metrics/disk.count?platform=openvz-6"));
            String link = page.text("document.querySelector('a[href*=\"disk.count.csv\"]').href");
            assertTrue(link.startsWith(site.url() + "/api/v2/statistics/disk.count.csv?platform=openvz-6"), link);
            List<String> lines = site.client()
                    .get(link.substring(site.url().length()))
                    .body()
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1)[0] + " " + line.split(",", -1)[1])
                    .toList();
            assertEquals(
                    lines,
                    page.all(
                            "table[data-metric=\"disk.count\"] tr[data-value]",
                            "e.dataset.value + ' ' + e.dataset.nodes"));
        }
    }

    @Test
    void aPlatformIsChosenAndTheViewIsInTheAddress() throws Exception {
        try (Page page = browser.page().look(Page.WIDE)) {
            page.open(in("en", "/metrics/memory.total"));
            Set<String> all = rows(page, "memory.total");
            choose(page, "platform", "openvz-6");
            assertTrue(page.text("location.search").contains("platform=openvz-6"), page.text("location.href"));
            assertEquals(cells("memory.total", "openvz-6"), rows(page, "memory.total"));
            assertEquals("openvz-6", page.text("document.querySelector('select[name=platform]').value"));
            String deep = page.text("location.href");
            assertTrue(deep.contains("lang=en"), deep);
            page.back();
            assertEquals(all, rows(page, "memory.total"));
            page.open(deep);
            assertEquals(cells("memory.total", "openvz-6"), rows(page, "memory.total"));
        }
    }

    @Test
    void twoPlatformsAreCompared() throws Exception {
        try (Page page = browser.page().look(Page.WIDE)) {
            page.open(in("en", "/metrics/memory.total?platform=openvz-6"));
            choose(page, "compare", "proxmox");
            assertTrue(page.text("location.search").contains("platform=openvz-6"), page.text("location.href"));
            assertTrue(page.text("location.search").contains("compare=proxmox"), page.text("location.href"));
            assertEquals(cells("memory.total", "openvz-6"), rows(page, "memory.total"));
            assertEquals(
                    cells("memory.total", "proxmox").stream().sorted().toList(),
                    page
                            .all(
                                    "table[data-metric=\"memory.total\"] tr[data-other-nodes]",
                                    "e.dataset.value + ' ' + e.dataset.otherNodes + ' ' + e.dataset.otherShare")
                            .stream()
                            .sorted()
                            .toList());
            assertEquals(
                    2,
                    page.all("figure[data-chart=distribution] .legend li", "e.textContent")
                            .size());
        }
    }

    private static void choose(Page page, String select, String value) {
        page.away("const s = document.querySelector('select[name=" + select + "]'); s.value = '" + value + "';"
                + " if (s.value !== '" + value + "') throw new Error('no such option');"
                + " s.form.requestSubmit();");
    }

    @Test
    void searchFindsAMetric() throws Exception {
        try (Page page = browser.page().look(Page.WIDE)) {
            page.open(in("en", "/"));
            page.evaluate("document.querySelector('input[type=search][name=q]').focus()");
            page.forget();
            page.type("bonding").press("Enter");
            page.await("the answer", "location.pathname === '/search'").awaitLoaded();
            List<String> found = page.all("main a[href*='/metrics/']", "new URL(e.href).pathname");
            assertTrue(found.stream().anyMatch(link -> link.startsWith("/metrics/network.")), found::toString);
            page.open(in("ru", "/search?q=" + URLEncoder.encode("память", StandardCharsets.UTF_8)));
            found = page.all("main a[href*='/metrics/']", "new URL(e.href).pathname");
            assertTrue(found.contains("/metrics/memory.total"), found::toString);
            page.away("document.querySelector(\"main a[href*='/metrics/memory.total']\").click()");
            assertEquals("/metrics/memory.total", page.text("location.pathname"));
            assertEquals("ru", page.text("document.documentElement.lang"), "the language is kept");
        }
    }

    @Test
    void tablesAreSortedAndFiltered() throws Exception {
        String rows = "table[data-metric=\"weather.clouds\"] tr[data-value]";
        try (Page page = browser.page().look(Page.WIDE)) {
            page.open(in("en", "/metrics/weather.clouds"));
            assertEquals(Stranger.LABELS, page.all(rows, "1").size());
            String first = page.all(rows, "e.dataset.value").get(0);
            String sorted = "document.querySelector('table[data-metric=\"weather.clouds\"] th[aria-sort=\"ascending\"],"
                    + " table[data-metric=\"weather.clouds\"] th[aria-sort=\"descending\"]')";
            page.evaluate("document.querySelector('table[data-metric=\"weather.clouds\"] th button').focus()");
            page.press("Enter");
            page.await("sorted", "!!" + sorted);
            List<String> once = page.all(rows, "e.dataset.value");
            page.press("Enter");
            List<String> twice = page.all(rows, "e.dataset.value");
            assertNotEquals(once, twice);
            assertEquals(
                    once.stream().sorted().toList(), twice.stream().sorted().toList());
            assertTrue(List.of(once.get(0), twice.get(0)).contains("cloud-0001"), first);
            page.evaluate("document.querySelector('input[type=search][data-filter]').focus()");
            page.type("cloud-002");
            page.await(
                    "ten rows",
                    "Array.from(document.querySelectorAll(" + Page.quoted(rows)
                            + ")).filter(e => e.offsetParent !== null).length === 10");
        }
    }

    @Test
    void axeFindsNothing() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Look look : List.of(Page.WIDE, Page.WIDE.in("ru").inDark().narrow())) {
            try (Page page = browser.page().look(look)) {
                for (Map.Entry<String, String> kind : kinds().entrySet()) {
                    // Thousands of rows take it long, and are all alike; a second look changes widths and colours only.
                    boolean again = look.equals(Page.WIDE) || AGAIN.contains(kind.getKey());
                    if (again && !kind.getKey().endsWith("weather.clouds")) {
                        page.open(in(look.language(), kind.getValue()));
                        violations(page).forEach(one -> wrong.add(kind.getKey() + " " + look + ": " + one));
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static List<String> violations(Page page) {
        page.evaluate(Chromium.axe() + "; true");
        JsonNode violations = page.evaluate(
                "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ' ' + v.help + ': '"
                        + " + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | ')))");
        List<String> list = new ArrayList<>();
        violations.forEach(one -> list.add(one.asText()));
        return list;
    }

    @Test
    void everyChartHasATextInItsPlace() throws Exception {
        try (Page page = browser.page().look(Page.WIDE)) {
            for (Map.Entry<String, String> kind : kinds().entrySet()) {
                page.open(in("en", kind.getValue()));
                List<String> without = page.all(
                        "figure[data-chart]",
                        "((e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || '')"
                                + " + Array.from(e.querySelectorAll('svg')).map(s => s.getAttribute('aria-label')"
                                + " || s.getAttribute('aria-labelledby') || (s.getAttribute('aria-hidden') === 'true' && e.querySelector('figcaption') ? 'hidden' : '')).join('')) ? '' : e.outerHTML.slice(0, 200)");
                without.removeIf(String::isEmpty);
                assertEquals(List.of(), without, kind.getKey());
            }
        }
    }

    @Test
    void theKeyboardIsEnough() throws Exception {
        try (Page page = browser.page().look(Page.WIDE)) {
            for (String path : List.of("/", "/metrics/disk.count", "/search?q=disk")) {
                page.open(in("en", path));
                int all = page.evaluate(
                                """
                                Array.from(document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]'))
                                    .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true})).length
                                """)
                        .asInt();
                Set<String> reached = new LinkedHashSet<>();
                List<String> unseen = new ArrayList<>();
                page.evaluate("window.stops = new Set(), true");
                // A date has several stops within.
                for (int i = 0;
                        i < all + 12 && page.evaluate("window.stops.size").asInt() < all;
                        i++) {
                    page.press("Tab");
                    String stop = page.text(
                            """
                            (() => { const e = document.activeElement; const s = getComputedStyle(e);
                                window.stops.add(e);
                                const seen = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
                                return (seen ? '' : 'unseen ') + e.tagName + ' ' + (e.getAttribute('href') || e.textContent || e.name).trim().slice(0, 60); })()
                            """);
                    reached.add(stop);
                    if (stop.startsWith("unseen")) {
                        unseen.add(stop);
                    }
                }
                assertEquals(List.of(), unseen, path + ": nobody sees where the focus is");
                assertEquals(all, page.evaluate("window.stops.size").asInt(), () -> path + ": " + reached);
            }
            page.open(in("en", "/metrics/disk.count"));
            page.press("Tab").press("Enter");
            assertTrue(
                    page.text("location.hash").length() > 1 && page.is("!!document.querySelector(location.hash)"),
                    "the first stop leads past the navigation");
        }
    }

    @Test
    void withoutScriptsTheNumbersAreThere() throws Exception {
        try (Page page = browser.page().look(Page.WIDE).withoutScripts()) {
            for (String metric : METRICS) {
                page.openWithoutScripts(in("en", "/metrics/" + metric));
                assertEquals(cells(metric, ""), rows(page, metric), metric);
                assertTrue(
                        page.is(
                                "Array.from(document.querySelectorAll('table[data-metric=\"" + metric
                                        + "\"] tr[data-value]')).slice(0, 5).every(e => e.checkVisibility() || e.closest('details'))"),
                        metric);
            }
            assertTrue(
                    page.is(
                            "!!document.querySelector('select[name=platform]').form.querySelector('button, input[type=submit]')"));
            page.screenshot(picture("without-scripts"));
        }
    }

    @Test
    void budgets() throws Exception {
        StringBuilder table = new StringBuilder(
                "%-28s %10s %9s %7s %9s%n".formatted("page", "first KiB", "data KiB", "LCP ms", "server ms"));
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> kind : kinds().entrySet()) {
            // Each time a visitor who has nothing from before.
            try (Page page = browser.page().look(Page.WIDE)) {
                page.open(in("en", kind.getValue()));
                double paint = page.largestPaint();
                long first = 0;
                long data = 0;
                for (Page.Request request : page.requests()) {
                    first += request.bytes();
                    data += request.url().contains("/assets/") ? 0 : request.bytes();
                }
                table.append(String.format(
                        Locale.ROOT,
                        "%-28s %10.1f %9.1f %7.0f %9.1f%n",
                        kind.getKey(),
                        first / 1024.0,
                        data / 1024.0,
                        paint,
                        serverMillis(kind.getValue())));
                if (first > FIRST_LOAD || data > DATA_OF_A_PAGE || data == 0) {
                    wrong.add(kind.getKey() + ": " + page.requests());
                }
            }
        }
        System.out.print(table);
        Files.writeString(
                Path.of(System.getProperty("vzstats.work"), "..", "budgets.txt").normalize(), table);
        assertEquals(List.of(), wrong);
    }

    private static double serverMillis(String path) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            long begin = System.nanoTime();
            site.client().get(path);
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        millis.sort(null);
        return millis.get(millis.size() / 2);
    }

    @Test
    void aLargeFleetHasItsNumberInOneLine() throws Exception {
        for (int width : new int[] {360, 700, 1000, 1280, 1400, 2560}) {
            try (Page page = browser.page().look(new Look(width, 900, false, "en"))) {
                page.open(in("en", "/"));
                page.evaluate("document.querySelector('.live strong').textContent = '999,999', true");
                assertTrue(
                        page.is(
                                "(e => e.scrollWidth <= e.clientWidth && e.clientHeight < 1.5 * parseFloat(getComputedStyle(e).fontSize))"
                                        + "(document.querySelector('.live strong'))"),
                        width + " pixels");
            }
        }
    }

    @Test
    void whatAStrangerWritesIsText() throws Exception {
        try (Page page = browser.page().look(Page.WIDE)) {
            page.open(in("en", "/metrics/weather.sky"));
            assertEquals("Sky <b>above</b> & beyond", page.text("document.querySelector('h1').textContent"));
            assertTrue(page.is("Array.from(document.querySelectorAll('nav[data-tree] a'))"
                    + ".some(a => a.textContent === 'Sky <b>above</b> & beyond')"));
        }
    }

    @Test
    void aChartCanBeTakenAway() throws Exception {
        try (Page page = browser.page().look(Page.WIDE)) {
            page.open(in("en", "/metrics/disk.count"));
            String picture = page.text("document.querySelector('a[href*=\"/charts/disk.count.svg\"]').href");
            String frame = page.text("document.querySelector('textarea[data-path]').value");
            String framed = frame.replaceAll("(?s).*src=\"([^\"]+)\".*", "$1");
            assertTrue(framed.startsWith(site.url() + "/embed/disk.count"), frame);
            page.open(framed);
            assertEquals(List.of(), page.wrong(site.url(), 200));
            assertTrue(page.is("!!document.querySelector('figure[data-metric=\"disk.count\"] svg')"));
            page.open(picture);
            assertEquals(List.of(), page.complaints());
            JsonNode largest = site.statistic("disk.count", "").path("cells").path(0);
            assertTrue(page.text("document.documentElement.textContent")
                    .contains(largest.path("value").asText()));
        }
    }

    @Test
    void headersAreStrictAndAssetsStay() throws Exception {
        var home = site.client().get("/");
        String policy = home.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("default-src 'none'") || policy.contains("default-src 'self'"), policy);
        assertFalse(policy.contains("unsafe-inline") || policy.contains("unsafe-eval"), policy);
        assertTrue(policy.contains("frame-ancestors"), policy);
        assertEquals(List.of(), home.headers().allValues("Set-Cookie"));
        assertEquals(
                "nosniff", home.headers().firstValue("X-Content-Type-Options").orElse(""));
        String framed = site.client()
                .get("/embed/disk.count")
                .headers()
                .firstValue("Content-Security-Policy")
                .orElse("");
        assertTrue(framed.contains("frame-ancestors *") || !framed.contains("frame-ancestors"), framed);
        try (Page page = browser.page().look(Page.WIDE)) {
            page.open(in("en", "/"));
            List<String> assets = page.requests().stream()
                    .map(Page.Request::url)
                    .filter(url -> url.contains("/assets/"))
                    .toList();
            assertFalse(assets.isEmpty());
            for (String asset : assets) {
                var answer = site.client().get(asset.substring(site.url().length()));
                String cache = answer.headers().firstValue("Cache-Control").orElse("");
                assertTrue(cache.contains("immutable") && cache.contains("max-age=31536000"), asset + ": " + cache);
            }
            assertEquals(
                    List.of(), page.evaluate("document.cookie").asText().lines().toList());
        }
        String etag = home.headers().firstValue("ETag").orElse("");
        assertFalse(etag.isEmpty());
        assertEquals(
                304,
                site.client()
                        .send(site.client()
                                .request("/")
                                .header("If-None-Match", etag)
                                .GET())
                        .statusCode());
    }

    @Test
    void theLanguageFollowsTheBrowserAndTheSwitch() throws Exception {
        try (Page page = browser.page().look(Page.WIDE.in("ru"))) {
            page.open(site.url() + "/");
            assertEquals("ru", page.text("document.documentElement.lang"));
            page.away("document.querySelector('a[hreflang=en]').click()");
            assertEquals("en", page.text("document.documentElement.lang"));
            page.away("document.querySelector('main a[href^=\"/\"], nav a[href^=\"/\"]').click()");
            assertEquals("en", page.text("document.documentElement.lang"), "the language is kept");
        }
    }

    @Test
    void theThemeIsSwitchedWithoutACookie() throws Exception {
        try (Page page = browser.page().look(Page.WIDE)) {
            page.open(in("en", "/"));
            String light = page.text("getComputedStyle(document.body).backgroundColor");
            page.evaluate("document.querySelector('button[data-theme]').click()");
            page.await("another colour", "getComputedStyle(document.body).backgroundColor !== '" + light + "'");
            String dark = page.text("getComputedStyle(document.body).backgroundColor");
            page.open(in("en", "/about"));
            assertEquals(dark, page.text("getComputedStyle(document.body).backgroundColor"), "it is kept");
        }
    }
}
