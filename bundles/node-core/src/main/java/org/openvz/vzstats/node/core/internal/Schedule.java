package org.openvz.vzstats.node.core.internal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Trigger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a report when the node starts, and then once in a period. Its keys are in {@code etc/org.openvz.vzstats.schedule.cfg}, where
 * each is commented.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.openvz.vzstats.schedule")
@Designate(ocd = Schedule.Config.class)
public final class Schedule {

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    /** The keys of {@code etc/org.openvz.vzstats.schedule.cfg}. */
    @ObjectClassDefinition(name = "vzstats schedule")
    public @interface Config {

        /** {@return how long after the start} */
        @AttributeDefinition(
                description = "How long after the node's start the first report is made; 0s: none at the start.")
        String boot() default "10s";

        /** {@return how often} */
        @AttributeDefinition(description = "How often a report is made; 0s: never by itself.")
        String period() default "24h";
    }

    private final Node node;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "vzstats-schedule");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Begins to count.
     *
     * @throws IllegalArgumentException if a key is no duration; the message names it
     */
    @Activate
    public Schedule(@Reference Node node, Config config) {
        this.node = node;
        Duration boot = Durations.parse("boot", config.boot());
        Duration period = Durations.parse("period", config.period());
        if (!boot.isZero()) {
            var unused = timer.schedule(() -> run(Trigger.BOOT), boot.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!period.isZero()) {
            var unused = timer.scheduleAtFixedRate(
                    () -> run(Trigger.SCHEDULE), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Deactivate
    void stop() {
        timer.shutdownNow();
    }

    private void run(Trigger trigger) {
        try {
            node.run(trigger);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Whatever it is, the next time comes.
            LOG.warn("A run failed: {}", e.getClass().getName());
        }
    }
}
