package org.openvz.vzstats.collector.census.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.NodeDouble;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class CensusCollectorTest {

    @TempDir
    private Path root;

    @Test
    void countsWhoSitsOut() throws IOException {
        assertEquals("census.benched = {}\n", census(Map.of()));
        assertEquals(
                "census.benched = {scripts=1, vm-guests=1}\n",
                census(Map.of("vm-guests", Instant.EPOCH, "scripts", Instant.MAX)));
    }

    @Test
    void theNameOfAStrangersCollectorStaysHere() throws IOException {
        assertEquals(
                "census.benched = {cpu=1, other=2}\n",
                census(Map.of("zqacme-billing", Instant.EPOCH, "unnamed-7", Instant.EPOCH, "cpu", Instant.EPOCH)));
    }

    @Test
    void whatANodeInTroubleSaysIsNotPassedOn() {
        NodeDouble broken = new NodeDouble() {
            @Override
            public Status status() {
                throw new IllegalStateException("/srv/zqdata cannot be read");
            }
        };
        IOException failure = assertThrows(IOException.class, () -> NodeBench.of(broken));
        assertEquals("the node has no status now", failure.getMessage());
        assertNull(failure.getCause());
    }

    @Test
    void aNodeThatWentAwayIsNoEmptyBench() {
        assertThrows(IOException.class, () -> NodeBench.of(null));
    }

    private String census(Map<String, Instant> benched) throws IOException {
        NodeDouble node = new NodeDouble();
        node.benched(benched);
        Collector collector = new CensusCollector(() -> NodeBench.of(node));
        return new RecordedHost(root).census(collector);
    }
}
