package org.openvz.vzstats.trigger.schedule.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.OldSettings;
import org.openvz.vzstats.api.Upcoming;
import org.openvz.vzstats.trigger.support.Jitter;
import org.openvz.vzstats.trigger.support.Memory;
import org.openvz.vzstats.trigger.support.Timer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Asks for reports by a timetable, or by a period. Its keys are in {@code etc/org.openvz.vzstats.schedule.cfg}, where each is commented; the
 * data directory it shares with the node.
 */
@Component(
        immediate = true,
        configurationPid = {"org.openvz.vzstats.node", "org.openvz.vzstats.schedule"})
public final class Schedule implements Upcoming {

    private static final String DONE = "schedule";

    /**
     * The keys of {@code etc/org.openvz.vzstats.schedule.cfg}, and one of the node's: a metatype is of one file only, so there is none
     * here.
     */
    public @interface Config {

        /** {@return the directory the node keeps its files in} */
        String data() default "";

        /** {@return how often} */
        String period() default "";

        /** {@return over which time nodes spread what they missed} */
        String spread() default "6h";

        /** {@return when breakfast begins} */
        String breakfast() default "06:00";

        /** {@return when lunch begins} */
        String lunch() default "14:00";

        /** {@return when dinner begins} */
        String dinner() default "22:00";

        /** {@return how long a meal lasts} */
        String window() default "8h";

        /** {@return the topics of this meal} */
        String monday_breakfast() default "hardware";

        /** {@return the topics of this meal} */
        String monday_lunch() default "network";

        /** {@return the topics of this meal} */
        String monday_dinner() default "memory, crashes";

        /** {@return the topics of this meal} */
        String tuesday_breakfast() default "cpu";

        /** {@return the topics of this meal} */
        String tuesday_lunch() default "disk";

        /** {@return the topics of this meal} */
        String tuesday_dinner() default "vm-guests, crashes";

        /** {@return the topics of this meal} */
        String wednesday_breakfast() default "vm-settings";

        /** {@return the topics of this meal} */
        String wednesday_lunch() default "container-contents";

        /** {@return the topics of this meal} */
        String wednesday_dinner() default "container-settings, crashes";

        /** {@return the topics of this meal} */
        String thursday_breakfast() default "services";

        /** {@return the topics of this meal} */
        String thursday_lunch() default "software";

        /** {@return the topics of this meal} */
        String thursday_dinner() default "clusters, crashes";

        /** {@return the topics of this meal} */
        String friday_breakfast() default "cgroups";

        /** {@return the topics of this meal} */
        String friday_lunch() default "simfs";

        /** {@return the topics of this meal} */
        String friday_dinner() default "settings, crashes";

        /** {@return the topics of this meal} */
        String saturday_breakfast() default "others";

        /** {@return the topics of this meal} */
        String saturday_lunch() default "vm-guests";

        /** {@return the topics of this meal} */
        String saturday_dinner() default "container-contents, crashes";

        /** {@return the topics of this meal} */
        String sunday_breakfast() default "memory";

        /** {@return the topics of this meal} */
        String sunday_lunch() default "vm-settings";

        /** {@return the topics of this meal} */
        String sunday_dinner() default "container-settings, crashes";

        /** {@return the topics of the month} */
        String monthly() default "all";
    }

    private final Course course;
    private final Timer timer;

    /**
     * Begins.
     *
     * @throws IllegalArgumentException if a key has no sensible value; the message names it
     */
    @Activate
    public Schedule(
            BundleContext context,
            @Reference Node node,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    OldSettings old,
            Config config) {
        Memory memory = Memory.of(context, config.data());
        Jitter jitter = Jitter.of(memory);
        course = new Course(
                timetable(config, Optional.ofNullable(old), jitter),
                Durations.parse("spread", config.spread()),
                jitter,
                new Course.Kept(() -> memory.read(DONE), now -> memory.write(DONE, now)),
                node,
                new Course.Time(Clock.systemUTC(), System::nanoTime));
        timer = new Timer("vzstats-schedule", Duration.ZERO, course);
    }

    /** A period of ours, else one of the predecessor, else the timetable. */
    static Timetable timetable(Config config, Optional<OldSettings> old, Jitter jitter) {
        Optional<Duration> period = Optional.of(config.period())
                .filter(written -> !written.isBlank())
                .or(() -> old.flatMap(settings -> settings.value(OldSettings.Key.REPORT_PERIOD)))
                .map(written -> Durations.parse("period", written));
        if (period.isEmpty()) {
            return Meals.of(config, jitter);
        }
        return period.get().isZero() ? Meals.never() : Meals.every(period.get(), jitter);
    }

    @Override
    public Optional<Next> next() {
        return course.next();
    }

    @Deactivate
    void stop() {
        timer.close();
    }
}
