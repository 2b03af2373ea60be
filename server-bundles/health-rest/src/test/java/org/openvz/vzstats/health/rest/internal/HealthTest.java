package org.openvz.vzstats.health.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.rest.support.RestServer;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.StoreState.Condition;

class HealthTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Health HEALTH = new Health(Duration.ofMinutes(15), 1000);

    private static Figures figures(Condition store, Duration waits, Duration release, int topics, long free) {
        return new Figures(
                NOW,
                Optional.of(store),
                Optional.of(new Inventory.Stock(
                        3, Optional.of(NOW.minus(waits)), 2, 99, Optional.of(NOW.minusSeconds(500)), 41)),
                Map.of(Event.ACCEPTED, 5L, Event.REJECTED_TOO_MANY, 2L),
                Optional.of(new Figures.Release(7, NOW.minus(release))),
                Optional.of(Duration.ofHours(1)),
                topics,
                Optional.of(free));
    }

    private static final Figures WELL =
            figures(Condition.OPEN, Duration.ofSeconds(5), Duration.ofMinutes(30), 16, 1000);

    @ParameterizedTest
    @CsvSource({
        "OPEN, PT14M, PT1H, 16, 1000, ''",
        "OPEN, PT16M, PT1H, 16, 1000, inbox",
        "OPEN, PT1S, PT2H1M, 16, 1000, release",
        "OPEN, PT1S, PT1H, 0, 1000, dictionary",
        "OPEN, PT1S, PT1H, 1, 999, disk",
        "OPEN, PT16M, PT3H, 0, 0, inbox release dictionary disk",
        "UNREACHABLE, PT1S, PT1H, 16, 1000, database",
        "UNUSABLE, PT1S, PT1H, 16, 1000, database",
        "NEWER_SCHEMA, PT1S, PT1H, 16, 1000, migrations"
    })
    void itIsSaidWhatIsWrong(Condition store, Duration waits, Duration release, int topics, long free, String checks) {
        assertEquals(checks, checks(figures(store, waits, release, topics, free), NOW));
    }

    private static String checks(Figures figures, Instant now) {
        return String.join(
                " ",
                HEALTH.problems(figures, now).stream()
                        .map(Health.Problem::check)
                        .toList());
    }

    @Test
    void whatIsNotKnownIsNotWell() {
        assertEquals("start", checks(Figures.NONE, NOW));
        assertEquals("", checks(WELL, NOW.plusSeconds(29)));
        assertEquals("database", checks(WELL, NOW.plusSeconds(31)), "the sampler hangs in the database");
        Figures away = new Figures(
                NOW,
                Optional.of(Condition.OPEN),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.empty());
        assertEquals("database", checks(away, NOW));
        Figures none = new Figures(
                NOW,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.empty());
        assertEquals("database", checks(none, NOW));
    }

    @Test
    void aLoadBalancerSeesIt() throws Exception {
        try (RestServer server =
                new RestServer(HealthServlet.PATTERN, new HealthResource(() -> HEALTH.problems(WELL, NOW)))) {
            HttpResponse<String> answer = server.get("/health");
            assertEquals(200, answer.statusCode());
            assertEquals("{\"ready\":true,\"problems\":[]}", answer.body());
            assertEquals(Optional.of("no-store"), answer.headers().firstValue("Cache-Control"));
            assertEquals(404, server.get("/health/x").statusCode());
        }
        Figures full = figures(Condition.OPEN, Duration.ZERO, Duration.ZERO, 1, 0);
        try (RestServer server =
                new RestServer(HealthServlet.PATTERN, new HealthResource(() -> HEALTH.problems(full, NOW)))) {
            HttpResponse<String> answer = server.get("/health");
            assertEquals(503, answer.statusCode());
            assertEquals(
                    "{\"ready\":false,\"problems\":[{\"check\":\"disk\",\"why\":\"The disk is almost full.\"}]}",
                    answer.body());
            assertEquals(Optional.of("10"), answer.headers().firstValue("Retry-After"));
        }
    }

    @Test
    void prometheusSeesIt() throws Exception {
        try (RestServer server =
                new RestServer(MetricsServlet.PATTERN, new MetricsResource(() -> Metrics.text(WELL, List.of(), NOW)))) {
            HttpResponse<String> answer = server.get("/metrics");
            assertEquals(200, answer.statusCode());
            // CXF sorts them.
            assertEquals(
                    Set.of("text/plain", "version=0.0.4", "charset=utf-8"),
                    Set.of(answer.headers()
                            .firstValue("Content-Type")
                            .orElse("")
                            .split(";", -1)));
            List<String> lines = answer.body().lines().toList();
            assertTrue(lines.containsAll(List.of(
                    "# HELP vzstats_inbox_reports Reports that wait to be counted.",
                    "# TYPE vzstats_inbox_reports gauge",
                    "vzstats_ready 1",
                    "vzstats_inbox_reports 3",
                    "vzstats_inbox_age_seconds 5",
                    "vzstats_quarantine_sections 2",
                    "vzstats_quarantine_bytes 99",
                    "vzstats_live_nodes 41",
                    "vzstats_release_number 7",
                    "vzstats_release_age_seconds 1800.0",
                    "# TYPE vzstats_intake_requests_total counter",
                    "vzstats_intake_requests_total{result=\"accepted\"} 5",
                    "vzstats_intake_requests_total{result=\"too_many\"} 2",
                    "vzstats_intake_requests_total{result=\"clone\"} 0")));
            assertTrue(answer.body().endsWith("\n"));
            String name = "[a-z][a-z0-9_]*";
            for (String line : lines) {
                assertTrue(
                        line.matches("# HELP " + name + " .+")
                                || line.matches("# TYPE " + name + " (gauge|counter|summary)")
                                || line.matches(name + "(\\{" + name + "=\"[^\"\\\\]*\"\\})? -?[0-9.E]+"),
                        line);
            }
            assertEquals(
                    lines.stream().filter(line -> line.startsWith("# TYPE")).count(),
                    lines.stream()
                            .filter(line -> line.startsWith("# TYPE"))
                            .distinct()
                            .count());
        }
    }

    @Test
    void withoutAStoreThereIsStillSomethingToSay() {
        String text = Metrics.text(Figures.NONE, HEALTH.problems(Figures.NONE, NOW), NOW);
        assertTrue(text.contains("\nvzstats_ready 0\n"));
        assertFalse(text.contains("vzstats_inbox_reports"));
    }

    @Test
    void jmxSeesIt() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName(Watch.NAME);
        ServerBean bean = new ServerBean(
                () -> WELL, () -> HEALTH.problems(figures(Condition.OPEN, Duration.ZERO, Duration.ZERO, 0, 9999), NOW));
        server.registerMBean(new StandardMBean(bean, ServerMXBean.class, true), name);
        try {
            assertEquals(false, server.getAttribute(name, "Ready"));
            assertEquals(3L, server.getAttribute(name, "InboxReports"));
            assertEquals(5L, server.getAttribute(name, "InboxAgeSeconds"));
            assertEquals(7L, server.getAttribute(name, "Release"));
            assertEquals(1, ((String[]) server.getAttribute(name, "Problems")).length);
        } finally {
            server.unregisterMBean(name);
        }
    }
}
