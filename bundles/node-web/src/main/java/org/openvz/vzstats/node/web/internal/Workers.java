package org.openvz.vzstats.node.web.internal;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads, which are there only while there is something to do. What takes one for too long is interrupted, so that nobody holds
 * them all by connections on which nothing comes.
 */
final class Workers implements Executor, AutoCloseable {

    private static final int THREADS = 8;
    private static final int IDLE_SECONDS = 10;
    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task, "vzstats-web");
        thread.setDaemon(true);
        return thread;
    };

    private final Duration time;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), DAEMONS);
    private final ScheduledThreadPoolExecutor ends = new ScheduledThreadPoolExecutor(1, DAEMONS);

    /**
     * Makes none yet.
     *
     * @param time how long a task may take
     */
    Workers(Duration time) {
        this.time = time;
        ends.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        ends.allowCoreThreadTimeOut(true);
        ends.setRemoveOnCancelPolicy(true);
    }

    /**
     * Does it, on one of the threads.
     *
     * @throws RejectedExecutionException if all are at work
     */
    @Override
    public void execute(Runnable task) {
        threads.execute(new Timed(task));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        ends.shutdownNow();
    }

    /** A task, and the thread that it must give back in time. */
    private final class Timed implements Runnable {

        private final Runnable task;
        private boolean done;

        Timed(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            Thread thread = Thread.currentThread();
            ScheduledFuture<?> end = ends.schedule(() -> end(thread), time.toMillis(), TimeUnit.MILLISECONDS);
            try {
                task.run();
            } finally {
                done();
                end.cancel(false);
            }
        }

        private synchronized void done() {
            done = true;
        }

        /** Once the task is done the thread is about another's. */
        private synchronized void end(Thread thread) {
            if (!done) {
                thread.interrupt();
            }
        }
    }
}
