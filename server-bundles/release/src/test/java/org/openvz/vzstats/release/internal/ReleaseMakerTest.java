package org.openvz.vzstats.release.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Census.Counter;
import org.openvz.vzstats.server.api.Census.Snapshot;
import org.openvz.vzstats.server.api.Releases;

class ReleaseMakerTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00.123Z");

    private final ReleaseMaker maker =
            new ReleaseMaker(new PublicationRules(5), Duration.ofHours(1), Duration.ofDays(14));

    private final Snapshot snapshot = new Snapshot(
            Optional.of(Instant.parse("2026-03-10T11:59:00Z")),
            Map.of("openvz-7", 30L, "kvm", 20L),
            List.of(
                    new Counter("openvz-7", "memory.size", "*", 30, 30),
                    new Counter("openvz-7", "memory.size", "0-31", 10, 10),
                    new Counter("openvz-7", "memory.size", "128+", 20, 20),
                    new Counter("kvm", "memory.size", "*", 20, 20),
                    new Counter("kvm", "memory.size", "32-127", 20, 20),
                    new Counter("kvm", "disk.count", "*", 9, 9),
                    new Counter("kvm", "disk.count", "hdd", 6, 12),
                    new Counter("kvm", "disk.count", "ssd", 8, 9)),
            Set.of("disk.count"));

    @Test
    void theOverview() {
        assertEquals(
                "{'release':7,'generated':'2026-03-10T12:00:00Z','data_to':'2026-03-10T11:59:00Z',"
                        + "'next':'2026-03-10T13:00:00Z','window_days':14,'k':5,'live_nodes':50,"
                        + "'platforms':[{'platform':'openvz-7','nodes':30},{'platform':'kvm','nodes':20}],"
                        + "'metrics':[{'name':'disk.count','n':9,'url':'/api/v2/statistics/disk.count'},"
                        + "{'name':'memory.size','n':50,'url':'/api/v2/statistics/memory.size'}]}",
                documents().get("/"));
    }

    @Test
    void aMetricOfAllPlatforms() {
        assertEquals(
                "{'metric':'memory.size','platform':null,'release':7,'generated':'2026-03-10T12:00:00Z',"
                        + "'n':50,'suppressed':0.0,'cells':[{'value':'0-31','nodes':10,'share':0.2},"
                        + "{'value':'32-127','nodes':20,'share':0.4},{'value':'128+','nodes':20,'share':0.4}]}",
                documents().get("memory.size/"));
    }

    @Test
    void countsHaveTotals() {
        assertEquals(
                "{'metric':'disk.count','platform':'kvm','release':7,'generated':'2026-03-10T12:00:00Z',"
                        + "'n':9,'suppressed':0.0,'cells':[{'value':'ssd','nodes':8,'share':0.8889,'total':9},"
                        + "{'value':'hdd','nodes':6,'share':0.6667,'total':12}]}",
                documents().get("disk.count/kvm"));
    }

    @Test
    void whatIsNotPublishedSaysSo() {
        assertEquals(
                "{'metric':'disk.count','platform':'openvz-7','release':7,'generated':'2026-03-10T12:00:00Z',"
                        + "'n':0,'suppressed':1.0,'cells':[]}",
                documents().get("disk.count/openvz-7"));
    }

    @Test
    void anEmptyCensusHasAnOverview() {
        Snapshot empty = new Snapshot(Optional.empty(), Map.of(), List.of(), Set.of());

        assertEquals(
                "{\"release\":1,\"generated\":\"2026-03-10T12:00:00Z\",\"data_to\":null,"
                        + "\"next\":\"2026-03-10T13:00:00Z\",\"window_days\":14,\"k\":5,\"live_nodes\":0,"
                        + "\"platforms\":[],\"metrics\":[]}",
                maker.make(1, NOW, empty, NoCrashes.FIGURES, Map.of())
                        .documents()
                        .get(0)
                        .json());
    }

    @Test
    void theFingerprintFollowsCountersAndRulesButNotTime() {
        Snapshot later = new Snapshot(Optional.of(NOW), snapshot.liveNodes(), snapshot.counters(), snapshot.counts());
        Snapshot fewer = new Snapshot(
                Optional.of(NOW), snapshot.liveNodes(), snapshot.counters().subList(0, 7), snapshot.counts());

        assertEquals(Fingerprint.of(snapshot, 5), Fingerprint.of(later, 5));
        assertNotEquals(Fingerprint.of(snapshot, 5), Fingerprint.of(fewer, 5));
        assertNotEquals(Fingerprint.of(snapshot, 5), Fingerprint.of(snapshot, 6));
    }

    @Test
    void theBasisMakesTheSameNumbersAndTheManifestIsOfIt() throws Exception {
        Releases.Release release = maker.make(7, NOW, snapshot, NoCrashes.FIGURES, Map.of());

        JsonNode manifest = new ObjectMapper().readTree(release.manifest());
        assertEquals(PublicationRules.VERSION, manifest.path("rules").asInt());
        assertEquals(5, manifest.path("k").asInt());
        assertEquals(Fingerprint.of(snapshot, 5), manifest.path("counters").asText());
        assertEquals(
                Fingerprint.of(release.basis().entrySet().stream()
                        .map(entry -> entry.getKey() + "\t" + entry.getValue())
                        .toList()),
                manifest.path("basis").asText());
        List<Releases.Document> ofCounters = release.documents().stream()
                .filter(document ->
                        !Set.of(Releases.CRASHES, Releases.DOWNLOADS).contains(document.metric()))
                .toList();
        for (Releases.Document document : ofCounters) {
            PublicationRules.Published again = Basis.parse(release.basis().getOrDefault(document.metric(), ""))
                    .orElseThrow()
                    .published();
            JsonNode json = new ObjectMapper().readTree(document.json());
            Map<String, Long> told = new TreeMap<>();
            if (document.metric().equals(Releases.INDEX)) {
                json.path("platforms")
                        .forEach(platform -> told.put(
                                platform.path("platform").asText(),
                                platform.path("nodes").asLong()));
            } else {
                json.path("cells")
                        .forEach(cell -> told.put(
                                cell.path("value").asText(), cell.path("nodes").asLong()));
            }
            PublicationRules.Statistic statistic = document.platform().equals(Releases.ALL)
                    ? again.all()
                    : again.platforms()
                            .getOrDefault(document.platform(), new PublicationRules.Statistic(0, 0, Map.of()));
            Map<String, Long> made = new TreeMap<>();
            statistic.cells().forEach((value, amount) -> made.put(value, amount.nodes()));
            assertEquals(made, told, document.metric() + " " + document.platform());
            if (!document.metric().equals(Releases.INDEX)) {
                assertEquals(statistic.n(), json.path("n").asLong());
                assertEquals(
                        statistic.n() == 0 ? 1 : (double) statistic.suppressed() / statistic.n(),
                        json.path("suppressed").asDouble(),
                        0.0001);
                json.path("cells").forEach(cell -> {
                    Counts.Amount amount = Objects.requireNonNull(
                            statistic.cells().get(cell.path("value").asText()));
                    assertEquals(
                            (double) amount.nodes() / statistic.n(),
                            cell.path("share").asDouble(),
                            0.0001);
                    assertTrue(!cell.has("total") || cell.path("total").asLong() == amount.total(), cell.toString());
                });
            }
        }
        assertEquals(release, maker.make(7, NOW, snapshot, NoCrashes.FIGURES, release.basis()), "nothing has changed");
    }

    @Test
    void aDamagedBasisIsNone() {
        Releases.Release release = maker.make(7, NOW, snapshot, NoCrashes.FIGURES, Map.of());

        assertEquals(
                release,
                maker.make(7, NOW, snapshot, NoCrashes.FIGURES, Map.of("disk.count", "{", Releases.INDEX, "[]")));
    }

    @Test
    void cellsGoByNumberOrByFrequencyOtherLast() {
        assertEquals(List.of("2", "10", "other"), order(Map.of("10", 9, "2", 3, "other", 99)));
        assertEquals(List.of("0-31", "32-63", "16384+"), order(Map.of("16384+", 9, "32-63", 3, "0-31", 5)));
        assertEquals(List.of("b", "10", "a", "other"), order(Map.of("a", 3, "10", 3, "b", 7, "other", 99)));
    }

    private static List<String> order(Map<String, Integer> cells) {
        Map<String, Counts.Amount> amounts = new TreeMap<>();
        cells.forEach((value, nodes) -> amounts.put(value, new Counts.Amount(nodes, nodes)));
        return CellOrder.sorted(amounts).stream().map(Map.Entry::getKey).toList();
    }

    /** The documents by metric, slash, platform, with easy quotes. */
    private Map<String, String> documents() {
        Map<String, String> documents = new TreeMap<>();
        for (Releases.Document document :
                maker.make(7, NOW, snapshot, NoCrashes.FIGURES, Map.of()).documents()) {
            documents.put(
                    document.metric() + "/" + document.platform(),
                    document.json().replace('"', '\''));
        }
        return documents;
    }
}
