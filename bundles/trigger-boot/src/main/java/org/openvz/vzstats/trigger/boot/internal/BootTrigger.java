package org.openvz.vzstats.trigger.boot.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.trigger.support.Errand;
import org.openvz.vzstats.trigger.support.Jitter;
import org.openvz.vzstats.trigger.support.Memory;
import org.openvz.vzstats.trigger.support.Timer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks for a full report when the node starts for the first time since the host was started; nodes that were started together ask one by
 * one within the spread. Its keys are those of {@code etc/org.openvz.vzstats.schedule.cfg}, the directories it shares with the node.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = {"org.openvz.vzstats.node", "org.openvz.vzstats.schedule"})
public final class BootTrigger {

    /** Two keys of the schedule and two of the node: a metatype is of one file only, so there is none here. */
    public @interface Config {

        /** {@return the directory that is read as the host's root} */
        String host_root() default "/";

        /** {@return the directory the node keeps its files in} */
        String data() default "";

        /** {@return how long after the start; 0s: not at all} */
        String boot() default "10s";

        /** {@return within which time all nodes ask} */
        String spread() default "6h";
    }

    private final Optional<Timer> timer;

    /**
     * Begins, if there is anything to do.
     *
     * @throws IllegalArgumentException if a key is no duration; the message names it
     */
    @Activate
    public BootTrigger(BundleContext context, @Reference Node node, Config config) {
        Memory memory = Memory.of(context, config.data());
        Duration boot = Durations.parse("boot", config.boot());
        Duration spread = Durations.parse("spread", config.spread());
        Boot now = new Boot(Path.of(config.host_root()), memory);
        timer = !boot.isZero() && now.isNew()
                ? Optional.of(new Timer(
                        "vzstats-boot",
                        boot.plus(turn(Jitter.of(memory), spread, Clock.systemUTC())),
                        new Errand(node, Trigger.BOOT, answer -> now.remember())))
                : Optional.empty();
    }

    /** {@return how long until the node's turn} */
    static Duration turn(Jitter jitter, Duration spread, Clock clock) {
        return Duration.between(clock.instant(), jitter.next("boot", clock.instant(), spread));
    }

    @Deactivate
    void stop() {
        timer.ifPresent(Timer::close);
    }
}
