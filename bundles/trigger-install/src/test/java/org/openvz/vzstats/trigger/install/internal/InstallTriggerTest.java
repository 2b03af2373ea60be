package org.openvz.vzstats.trigger.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
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

    /** A node whose owner has decided. */
    private static final class Owner implements Node {

        private final Decision decision;
        private final BlockingQueue<Trigger> asked = new ArrayBlockingQueue<>(10);

        Owner(Decision decision) {
            this.decision = decision;
        }

        @Override
        public Run run(Trigger trigger) {
            asked.add(trigger);
            Optional<String> report = decision instanceof Decision.Allow ? Optional.of("report") : Optional.empty();
            return new Run(Instant.EPOCH, decision, List.of(), Map.of(), report, Optional.empty());
        }

        @Override
        public Run view() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Run preview() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Run export(Path file, boolean replace) {
            throw new UnsupportedOperationException();
        }

        @Override
        public History history() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<SentReport> sent(int number) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Attached attach(String receipt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Status status() {
            throw new UnsupportedOperationException();
        }
    }
}
