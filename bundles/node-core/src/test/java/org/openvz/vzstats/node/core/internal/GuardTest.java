package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;

class GuardTest {

    private final Guard guard = new Guard("personal"::equals);

    @Test
    void whatTheDictionaryDefinesPasses() throws Exception {
        Section measured = new Section.Builder("disk")
                .count("disk.count", "ssd", 2)
                .quantity("disk.size", 65)
                .text("disk.model", "SSD 1")
                .build();

        Guard.Passed passed = guard.pass(Topics.disk(), 3, measured, metric -> true);

        assertEquals(
                Map.of(
                        "disk.count", Value.Counts.of(Map.of("ssd", 2L)),
                        "disk.size", new Value.Quantity(64),
                        "disk.model", new Value.Text("SSD 1")),
                passed.section().section().values());
        assertEquals(3, passed.section().revision());
        assertEquals(Map.of(), passed.refused());
    }

    @Test
    void aMetricThatNobodyDefinedDoesNotLeaveAndNeitherDoesItsName() throws Exception {
        Section measured = new Section.Builder("disk")
                .text("disk.owner-ivan-petrov", "x")
                .quantity("cpu.count", 1)
                .quantity("no dot", 1)
                .build();

        Guard.Passed passed = guard.pass(Topics.disk(), 3, measured, metric -> true);

        assertEquals(Map.of(), passed.section().section().values());
        assertEquals(Map.of("unknown", 3), passed.refused());
    }

    @Test
    void whatIsHeldBackIsCountedByMetric() throws Exception {
        Section measured = new Section.Builder("disk")
                .count("disk.count", "tape", 2)
                .count("disk.count", "floppy", Long.MAX_VALUE)
                .count("disk.count", "ssd", 1)
                .text("disk.size", "large")
                .text("disk.model", "personal")
                .build();

        Guard.Passed passed = guard.pass(Topics.disk(), 3, measured, metric -> true);

        assertEquals(
                Map.of(
                        "disk.count",
                        Value.Counts.of(Map.of("ssd", 1L, "other", Long.MAX_VALUE)),
                        "disk.model",
                        new Value.Text("other")),
                passed.section().section().values());
        assertEquals(Map.of("disk.count", 2, "disk.size", 1, "disk.model", 1), passed.refused());
    }

    @Test
    void aMetricThatTheOwnerForbidsIsLeftOut() throws Exception {
        Section measured = new Section.Builder("disk")
                .quantity("disk.size", 65)
                .text("disk.model", "SSD 1")
                .build();

        Guard.Passed passed = guard.pass(Topics.disk(), 3, measured, metric -> !metric.equals("disk.model"));

        assertEquals(
                Map.of("disk.size", new Value.Quantity(64)),
                passed.section().section().values());
        assertEquals(Map.of(), passed.refused());
    }
}
