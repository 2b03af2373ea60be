package org.openvz.vzstats.trigger.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.NodeDouble;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.trigger.support.Memory;

@Timeout(60)
class InstallTriggerTest {

    private static final Duration SOON = Duration.ofMillis(1);

    @TempDir
    Path directory = Path.of("set by JUnit");

    @Test
    void afterTheInstallationThereIsOneReport() throws Exception {
        Owner owner = new Owner(Decision.allow());
        InstallTrigger trigger = new InstallTrigger(new Memory(directory), owner, SOON);
        assertEquals(Trigger.INSTALL, owner.asked.take());
        while (new Memory(directory).read("install").isEmpty()) {
            Thread.onSpinWait();
        }
        trigger.stop();

        InstallTrigger again = new InstallTrigger(new Memory(directory), owner, SOON);
        assertNull(owner.asked.poll(50, TimeUnit.MILLISECONDS));
        again.stop();
    }

    @Test
    void whileTheOwnerDoesNotAllowItEachStartAsks() throws Exception {
        Owner owner = new Owner(Decision.deny("off", "here"));
        for (int start = 0; start < 3; start++) {
            InstallTrigger trigger = new InstallTrigger(new Memory(directory), owner, SOON);
            assertEquals(Trigger.INSTALL, owner.asked.take());
            assertNull(owner.asked.poll(20, TimeUnit.MILLISECONDS), "once");
            trigger.stop();
        }
    }

    @Test
    void whoWantsNoneAtTheStartGetsNone() throws Exception {
        Owner owner = new Owner(Decision.allow());
        new InstallTrigger(new Memory(directory), owner, Duration.ZERO).stop();
        assertNull(owner.asked.poll(20, TimeUnit.MILLISECONDS));
    }

    /** A node that is waited for until it is asked. */
    private static final class Owner extends NodeDouble {

        private final BlockingQueue<Trigger> asked = new ArrayBlockingQueue<>(10);

        Owner(Decision decision) {
            decide(decision);
        }

        @Override
        public Run run(Trigger trigger) throws InterruptedException {
            Run run = super.run(trigger);
            asked.add(trigger);
            return run;
        }
    }
}
