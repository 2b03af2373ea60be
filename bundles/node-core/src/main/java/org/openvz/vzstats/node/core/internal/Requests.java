package org.openvz.vzstats.node.core.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Node.Run;
import org.openvz.vzstats.api.Trigger;

/** Requests for runs: those that come while one is going on wait for its end and become one further run. */
final class Requests {

    private final ReentrantLock running = new ReentrantLock(true);
    private @Nullable Request waiting;

    /** Does what was asked for. */
    interface Runner {

        /** {@return what one run for all of them came to} */
        Run run(List<Trigger> asked) throws InterruptedException;
    }

    /** What is asked for together; whoever asked and gets the turn first runs it for all. */
    private static final class Request {

        private final Set<Trigger> asked = new LinkedHashSet<>();
        private int askers;
        private Optional<Run> result = Optional.empty();
    }

    Run run(Trigger trigger, Runner runner) throws InterruptedException {
        Request mine = join(trigger);
        try {
            running.lockInterruptibly();
        } catch (InterruptedException e) {
            leave(mine);
            throw e;
        }
        try {
            if (mine.result.isEmpty()) {
                // Also when somebody has tried before, and failed.
                mine.result = Optional.of(runner.run(take(mine)));
            }
            return mine.result.get();
        } finally {
            running.unlock();
        }
    }

    private synchronized Request join(Trigger trigger) {
        Request request = waiting == null ? new Request() : waiting;
        request.asked.add(trigger);
        request.askers++;
        waiting = request;
        return request;
    }

    /** Nobody joins it from now on. */
    private synchronized List<Trigger> take(Request request) {
        forget(request);
        return new ArrayList<>(request.asked);
    }

    private synchronized void leave(Request request) {
        request.askers--;
        if (request.askers == 0) {
            forget(request);
        }
    }

    private void forget(Request request) {
        if (waiting == request) {
            waiting = null;
        }
    }
}
