package org.openvz.vzstats.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.dictionary.Vocabulary;
import org.openvz.vzstats.report.ReportSection;

class FleetTest {

    private static final int NODES = 3_000;

    private final Fleet fleet;

    FleetTest() throws IOException {
        fleet = Fleet.of(7);
    }

    @Test
    void aNodeFollowsFromItsSeedAndNumber() throws IOException {
        Fleet same = Fleet.of(7);
        for (long node : new long[] {12, 3, 999_999}) {
            assertEquals(fleet.sections(node, 0), same.sections(node, 0));
            assertEquals(fleet.sections(node, 5), same.sections(node, 5));
        }
        assertNotEquals(fleet.sections(3, 0), fleet.sections(4, 0));
        assertNotEquals(fleet.sections(3, 0), Fleet.of(8).sections(3, 0));
        assertNotEquals(fleet.sections(3, 0), fleet.sections(3, 1), "something of it has changed");
    }

    @Test
    void everyMetricOfEveryTopicIsReported() {
        SortedSet<String> all = new TreeSet<>();
        for (Topic topic : fleet.dictionary().topics().values()) {
            topic.metrics().forEach(metric -> all.add(metric.name()));
        }
        assertEquals(all, expected(NODES, 0).metrics());
    }

    @Test
    void everyValueIsOneThatANodeMaySend() {
        for (int node = 0; node < NODES; node++) {
            for (ReportSection section : fleet.sections(node, node % 3)) {
                section.section()
                        .values()
                        .forEach((name, value) ->
                                assertTrue(Vocabulary.accepts(metric(name), value), () -> name + " = " + value));
            }
        }
    }

    /** A typing error in the population would become "other", or nothing. */
    @Test
    void whatThePopulationSaysIsInTheDictionary() {
        for (Population.Choice choice : fleet.population().choices()) {
            for (Population.Option option : choice.options()) {
                option.set()
                        .forEach((name, value) -> assertEquals(
                                0,
                                Vocabulary.reduce(metric(name), value, text -> false)
                                        .refused(),
                                () -> name + " = " + value));
            }
        }
    }

    @Test
    void whatCameOutHasSomethingBeforeIt() {
        for (Population.Choice choice : fleet.population().choices()) {
            List<Population.Option> options = choice.options();
            assertEquals(0, options.get(options.size() - 1).out(), () -> "the oldest of choice " + choice.number());
            for (Population.Option option : options) {
                assertEquals(options.indexOf(option), options.lastIndexOf(option), "no two are the same");
            }
        }
    }

    @Test
    void openVzSixIsToSevenAsSevenToOneAndATenthHasVirtualMachines() {
        int six = 0;
        int seven = 0;
        int withMachines = 0;
        for (int node = 0; node < NODES; node++) {
            Map<String, Value> values = fleet.values(node, 0);
            boolean isSix = new Value.Text("openvz-6").equals(values.get("platform.product"));
            boolean isSeven = new Value.Text("openvz-7").equals(values.get("platform.product"));
            six += isSix ? 1 : 0;
            seven += isSeven ? 1 : 0;
            withMachines += (isSix || isSeven) && values.containsKey("vm-settings.vcpus") ? 1 : 0;
        }
        assertEquals(7, (double) six / seven, 1.2);
        assertEquals(0.1, (double) withMachines / (six + seven), 0.02);
    }

    @Test
    void inEachRoundSomeNodesAreOfAnotherKind() {
        int moved = 0;
        for (int node = 0; node < NODES; node++) {
            moved += product(node, 0).equals(product(node, 1)) ? 0 : 1;
        }
        assertTrue(moved > 0 && moved < NODES / 20, moved + " have moved");
    }

    @Test
    void theExpectedCellsAddUp() {
        JsonNode json = expected(NODES, 0).json();
        assertEquals(NODES, json.path("live_nodes").asInt());
        long ofPlatforms = 0;
        for (JsonNode platform : json.path("platforms")) {
            ofPlatforms += platform.path("nodes").asLong();
        }
        assertEquals(NODES, ofPlatforms);
        for (JsonNode statistic : json.path("statistics")) {
            // Of counts a node may have several values, or none.
            if (metric(statistic.path("metric").asText()).type() != MetricType.COUNTS) {
                long sum = 0;
                for (JsonNode cell : statistic.path("cells")) {
                    sum += cell.path("nodes").asLong();
                }
                assertEquals(statistic.path("n").asLong(), sum, statistic::toString);
            }
        }
    }

    private String product(int node, int round) {
        return String.valueOf(fleet.values(node, round).get("platform.product"));
    }

    private ExpectedStatistics expected(int nodes, int round) {
        ExpectedStatistics expected = new ExpectedStatistics(fleet.dictionary());
        for (int node = 0; node < nodes; node++) {
            List<ReportSection> sections = fleet.sections(node, round);
            expected.add(sections);
        }
        return expected;
    }

    private Metric metric(String name) {
        return fleet.dictionary().metric(name).orElseThrow();
    }
}
