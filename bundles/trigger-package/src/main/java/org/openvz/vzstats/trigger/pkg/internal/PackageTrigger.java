package org.openvz.vzstats.trigger.pkg.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.trigger.support.Jitter;
import org.openvz.vzstats.trigger.support.Memory;
import org.openvz.vzstats.trigger.support.Timer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks for a full report when packages that matter have changed. Its keys are those of {@code etc/org.openvz.vzstats.schedule.cfg}, the
 * directories it shares with the node.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = {"org.openvz.vzstats.node", "org.openvz.vzstats.schedule"})
public final class PackageTrigger {

    /** Two keys of the schedule and two of the node: a metatype is of one file only, so there is none here. */
    public @interface Config {

        /** {@return the directory that is read as the host's root} */
        String host_root() default "/";

        /** {@return the directory the node keeps its files in} */
        String data() default "";

        /** {@return how often the package database is looked at; 0s: never} */
        String package_poll() default "15m";

        /** {@return within which time all nodes ask} */
        String spread() default "6h";
    }

    private final Optional<Timer> timer;

    /**
     * Begins.
     *
     * @throws IllegalArgumentException if a key is no duration; the message names it
     */
    @Activate
    public PackageTrigger(BundleContext context, @Reference Node node, Config config) {
        Memory memory = Memory.of(context, config.data());
        Duration poll = Durations.parse("package.poll", config.package_poll());
        PackageWatch watch = new PackageWatch(
                new HostPackages(Path.of(config.host_root())),
                node,
                memory,
                new PackageWatch.Turns(
                        poll, Durations.parse("spread", config.spread()), Jitter.of(memory), Clock.systemUTC()));
        timer = poll.isZero() ? Optional.empty() : Optional.of(new Timer("vzstats-package", poll, watch));
    }

    @Deactivate
    void stop() {
        timer.ifPresent(Timer::close);
    }
}
