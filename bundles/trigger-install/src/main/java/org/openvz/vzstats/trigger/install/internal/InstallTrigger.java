package org.openvz.vzstats.trigger.install.internal;

import java.time.Duration;
import java.util.Optional;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.trigger.support.Asking.Answer;
import org.openvz.vzstats.trigger.support.Errand;
import org.openvz.vzstats.trigger.support.Memory;
import org.openvz.vzstats.trigger.support.Timer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks for a full report after the installation, once. While the owner does not allow it, it asks again at each start, so that who switches
 * the node on later is counted in full, too. Its key is one of {@code etc/org.openvz.vzstats.schedule.cfg}, the data directory it shares
 * with the node.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = {"org.openvz.vzstats.node", "org.openvz.vzstats.schedule"})
public final class InstallTrigger {

    private static final String NAME = "install";

    /** A key of the schedule and one of the node: a metatype is of one file only, so there is none here. */
    public @interface Config {

        /** {@return the directory the node keeps its files in} */
        String data() default "";

        /** {@return how long after the start; 0s: not at all} */
        String boot() default "10s";
    }

    private final Optional<Timer> timer;

    /**
     * Begins, if there is anything to do.
     *
     * @throws IllegalArgumentException if a key is no duration; the message names it
     */
    @Activate
    public InstallTrigger(BundleContext context, @Reference Node node, Config config) {
        this(Memory.of(context, config.data()), node, Durations.parse("boot", config.boot()));
    }

    InstallTrigger(Memory memory, Node node, Duration after) {
        timer = !after.isZero() && memory.read(NAME).isEmpty()
                ? Optional.of(new Timer("vzstats-install", after, new Errand(node, Trigger.INSTALL, answer -> {
                    if (answer == Answer.DONE) {
                        memory.write(NAME, "done");
                    }
                })))
                : Optional.empty();
    }

    @Deactivate
    void stop() {
        timer.ifPresent(Timer::close);
    }
}
