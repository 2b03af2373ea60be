package org.openvz.vzstats.store.jdbc.internal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;

/**
 * Has submissions processed by other threads while one thread, which asks for them in their order, does something else. What fails fails
 * when it is asked for.
 */
final class Ahead implements AutoCloseable {

    /** How many characters may wait to be asked for. Beside them each thread has the texts of one submission. */
    private static final long MOST_HELD = 2L * 1024 * 1024;

    private final SubmissionStore.Processing processing;
    private final Executor executor;
    private final int threads;
    private final Deque<Work> unasked = new ArrayDeque<>();
    private final Deque<Work> unbegun = new ArrayDeque<>();
    private int working;
    private long held;

    /**
     * Begins at once.
     *
     * @param threads how many threads of the executor to use
     */
    Ahead(Collection<Submission> submissions, SubmissionStore.Processing processing, Executor executor, int threads) {
        this.processing = processing;
        this.executor = executor;
        this.threads = threads;
        submissions.forEach(submission -> unasked.add(new Work(submission)));
        unbegun.addAll(unasked);
        goOn();
    }

    /** {@return what the next submission comes to} */
    Processed next() {
        Work work = unasked.remove();
        if (isUnbegun(work)) {
            work.run();
        }
        Processed processed = work.await();
        release(work);
        goOn();
        return processed;
    }

    /** Leaves out the next submission. */
    void skip() {
        Work work = unasked.remove();
        if (!isUnbegun(work)) {
            release(work);
        }
        goOn();
    }

    /** Begins with no more. */
    @Override
    public synchronized void close() {
        unbegun.clear();
    }

    /** {@return whether nobody has begun with it; now somebody has} */
    private synchronized boolean isUnbegun(Work work) {
        return unbegun.remove(work);
    }

    private synchronized void release(Work work) {
        work.asked = true;
        held -= work.size;
        work.size = 0;
    }

    private void goOn() {
        while (hasRoom()) {
            executor.execute(this::work);
        }
    }

    private synchronized boolean hasRoom() {
        boolean room = working < threads && working < unbegun.size() && held < MOST_HELD;
        working += room ? 1 : 0;
        return room;
    }

    private void work() {
        for (Work work = begin(); work != null; work = begin()) {
            work.run();
            // What was meant for that one must not end the next.
            boolean unused = Thread.interrupted();
        }
    }

    private synchronized @Nullable Work begin() {
        Work work = held < MOST_HELD ? unbegun.poll() : null;
        working -= work == null ? 1 : 0;
        return work;
    }

    private synchronized void hold(Work work, Processed processed) {
        if (!work.asked) {
            work.size = processed.sections().stream()
                    .mapToLong(result -> result.section().content().length())
                    .sum();
            held += work.size;
        }
    }

    /** One submission. */
    private final class Work {

        private final FutureTask<Processed> task;
        private @Nullable Thread thread;
        // Of the other threads, too: guarded by the one around it.
        private boolean asked;
        private long size;

        Work(Submission submission) {
            this.task = new FutureTask<>(() -> {
                Processed processed = processing.process(submission);
                hold(this, processed);
                return processed;
            });
        }

        void run() {
            at(Thread.currentThread());
            task.run();
            at(null);
        }

        private synchronized void at(@Nullable Thread now) {
            thread = now;
        }

        private synchronized void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }

        /** Whoever interrupts us means the one that we wait for: to end what does not end by itself. */
        Processed await() {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return task.get();
                    } catch (InterruptedException e) {
                        interrupted = true;
                        interrupt();
                    }
                }
            } catch (ExecutionException e) {
                throw failure(e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static RuntimeException failure(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return failed.getCause() instanceof RuntimeException failure
                ? failure
                : new IllegalStateException("processing failed", failed);
    }
}
