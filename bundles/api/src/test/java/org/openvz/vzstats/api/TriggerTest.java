package org.openvz.vzstats.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TriggerTest {

    private static final Trigger CPU = Trigger.SCHEDULE.of(Set.of("cpu"));

    @Test
    void twoTogetherAskForWhatBothAskFor() {
        Trigger disk = new Trigger("mine", Set.of("disk"));
        assertEquals(new Trigger("schedule", Set.of("cpu", "disk")), CPU.and(disk));
        assertEquals(new Trigger("mine", Set.of("cpu", "disk")), disk.and(CPU));
        assertEquals(Trigger.SCHEDULE, CPU.and(Trigger.BOOT), "all is all");
        assertEquals(Trigger.BOOT, Trigger.BOOT.and(CPU));
    }

    @Test
    void ifAPersonAsksItIsAPersonWhoAsks() {
        assertEquals(Trigger.PERSON, CPU.and(Trigger.PERSON));
        assertEquals(Trigger.PERSON, Trigger.PERSON.and(CPU));
        assertTrue(Trigger.PERSON.of(Set.of("cpu")).isPerson());
        assertFalse(CPU.isPerson());
    }

    @Test
    void thePlatformIsPartOfEveryReport() {
        assertTrue(CPU.includes("cpu"));
        assertTrue(CPU.includes("platform"));
        assertFalse(CPU.includes("disk"));
        assertTrue(Trigger.BOOT.includes("disk"));
    }
}
