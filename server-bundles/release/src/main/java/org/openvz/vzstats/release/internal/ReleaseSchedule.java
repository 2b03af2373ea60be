package org.openvz.vzstats.release.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Downloads;
import org.openvz.vzstats.server.api.Publishing;
import org.openvz.vzstats.server.api.Releases;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Publishes releases, the first one at once. Configured by {@code etc/org.openvz.vzstats.release.cfg}:
 *
 * <pre>
 * k = 5
 * interval = 1h
 * window = 14d
 * </pre>
 */
@Component(service = Publishing.class, immediate = true, configurationPid = ReleaseSchedule.PID)
@Designate(ocd = ReleaseSchedule.Config.class)
public final class ReleaseSchedule implements Publishing {

    static final String PID = "org.openvz.vzstats.release";

    private final Rounds rounds;
    private final Settings settings;
    private final ScheduledExecutorService executor;

    /** Begins to publish. */
    @Activate
    public ReleaseSchedule(
            @Reference Census census,
            @Reference Crashes crashes,
            @Reference Downloads downloads,
            @Reference Releases releases,
            Config config) {
        Duration interval = Durations.positive("interval", config.interval());
        rounds = rounds(census, crashes, downloads, releases, config, Clock.systemUTC());
        settings = new Settings(config.k(), interval, Durations.positive("window", config.window()));
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "vzstats-release");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> unused = executor.scheduleAtFixedRate(rounds, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Rounds rounds(
            Census census, Crashes crashes, Downloads downloads, Releases releases, Config config, Clock clock) {
        if (config.k() < 1) {
            throw new IllegalArgumentException("k = " + config.k() + " must be 1 or more");
        }
        Duration interval = Durations.positive("interval", config.interval());
        Duration window = Durations.positive("window", config.window());
        ReleaseMaker maker = new ReleaseMaker(new PublicationRules(config.k()), interval, window);
        return new Rounds(census, crashes, downloads, releases, maker, window, clock);
    }

    @Override
    public boolean publish() {
        return rounds.now();
    }

    @Override
    public Settings settings() {
        return settings;
    }

    /** Lets a round end: to interrupt a thread that is in the database may cost the database. */
    @Deactivate
    void close() throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
            executor.shutdownNow();
        }
    }

    /** What can be configured. */
    @ObjectClassDefinition(name = "vzstats release", description = "How the statistics are published.")
    public @interface Config {

        /** {@return the smallest number of nodes in a published cell} */
        @AttributeDefinition(description = "Fewer nodes than this are never shown as a group of their own.", min = "1")
        int k() default 5;

        /** {@return how often it is looked whether there is news} */
        @AttributeDefinition(description = "How often a release is made if there is news: 15m, 1h.")
        String interval() default "1h";

        /** {@return how long a node counts after its last report} */
        @AttributeDefinition(description = "How long a node counts after its last report: 14d.")
        String window() default "14d";
    }
}
