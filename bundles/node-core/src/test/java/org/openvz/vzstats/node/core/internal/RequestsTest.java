package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.Run;
import org.openvz.vzstats.api.Trigger;

@Timeout(60)
class RequestsTest {

    private final Requests requests = new Requests();
    private final List<List<Trigger>> runs = new CopyOnWriteArrayList<>();
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void requestsDuringARunBecomeOneFurtherRun() throws Exception {
        Asking first = ask(Trigger.BOOT);
        began.await();
        List<Asking> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(ask(Trigger.SCHEDULE.of(Set.of("disk"))));
            others.add(ask(Trigger.PACKAGE));
        }
        for (Asking other : others) {
            other.waits();
        }
        end.countDown();

        assertEquals(Optional.of("1"), first.result().report());
        Run second = others.get(0).result();
        for (Asking other : others) {
            assertSame(second, other.result());
        }
        assertEquals(2, runs.size());
        assertEquals(Set.of(Trigger.SCHEDULE.of(Set.of("disk")), Trigger.PACKAGE), Set.copyOf(runs.get(1)));
        assertEquals(Optional.of("3"), requests.run(Trigger.PERSON, this::run).report());
        assertEquals(List.of(Trigger.PERSON), runs.get(2), "what was asked before is done");
    }

    @Test
    void whoIsInterruptedTakesHisRequestBack() throws Exception {
        Asking first = ask(Trigger.BOOT);
        began.await();
        Asking impatient = ask(Trigger.PERSON);
        impatient.waits();
        impatient.thread().interrupt();
        assertThrows(ExecutionException.class, () -> impatient.task().get());
        Asking patient = ask(Trigger.SCHEDULE);
        patient.waits();
        end.countDown();

        first.result();
        patient.result();
        assertEquals(List.of(List.of(Trigger.BOOT), List.of(Trigger.SCHEDULE)), runs);
    }

    @Test
    void whatOneFailsToRunAnotherWhoAskedRuns() throws Exception {
        Asking first = ask(Trigger.BOOT);
        began.await();
        Asking second = ask(Trigger.SCHEDULE, asked -> {
            throw new IllegalStateException("broken");
        });
        second.waits();
        Asking third = ask(Trigger.SCHEDULE);
        third.waits();
        end.countDown();

        first.result();
        assertThrows(ExecutionException.class, () -> second.task().get());
        assertEquals(Optional.of("2"), third.result().report());
    }

    /** Somebody who has asked. */
    private record Asking(Thread thread, FutureTask<Run> task) {

        Run result() throws Exception {
            return task.get();
        }

        void waits() {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
    }

    private Asking ask(Trigger trigger) {
        return ask(trigger, this::run);
    }

    private Asking ask(Trigger trigger, Requests.Runner runner) {
        FutureTask<Run> task = new FutureTask<>(() -> requests.run(trigger, runner));
        Thread thread = new Thread(task, "asks for " + trigger.name());
        thread.setDaemon(true);
        thread.start();
        return new Asking(thread, task);
    }

    private Run run(List<Trigger> asked) throws InterruptedException {
        runs.add(asked);
        began.countDown();
        end.await();
        String report = Integer.toString(runs.size());
        return new Run(Instant.EPOCH, Decision.allow(), List.of(), Map.of(), Optional.of(report), Optional.empty());
    }
}
