package org.openvz.vzstats.intake.rest.internal;

import org.openvz.vzstats.report.ReportLimits;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What all servlets of the intake have in common. Configured by {@code org.openvz.vzstats.intake.cfg}:
 *
 * <pre>
 * rate = 600/m
 * registrations =
 * proxies =
 * packed = 262144
 * unpacked = 4194304
 * entries = 64
 * stop = false
 * </pre>
 *
 * <p>Immediate, so that what is wrong with it is said once, and not by each of them.
 */
@Component(service = FrontDoor.class, immediate = true, configurationPid = "org.openvz.vzstats.intake")
@Designate(ocd = FrontDoor.Config.class)
public final class FrontDoor {

    /** Of the 200 threads that Jetty has where nobody says otherwise; the others are for whoever reads. */
    static final int PLACES = 144;

    private final Limits limits;
    private final Proxies proxies;

    /** The configuration. */
    @ObjectClassDefinition(name = "vzstats intake", description = "The server's front door for reports")
    public @interface Config {

        /** {@return the rate} */
        @AttributeDefinition(
                name = "Rate",
                description =
                        "The most requests of one node id, and of one address, in a second (600/s), minute (600/m)"
                                + " or hour (600/h)")
        String rate() default "600/m";

        /** {@return the rate of registrations} */
        @AttributeDefinition(
                name = "Registrations",
                description =
                        "The most identities that one address gets, written like the rate; empty: as many as requests")
        String registrations() default "";

        /** {@return the proxies} */
        @AttributeDefinition(
                name = "Proxies",
                description = "The networks of the proxies in front of this server, such as 10.0.0.1, 10.0.0.0/8:"
                        + " what they say of a sender's address in X-Forwarded-For is believed, and nobody else")
        String proxies() default "";

        /** {@return the most bytes of a report} */
        @AttributeDefinition(
                name = "Packed",
                description = "The most bytes of a report as it comes",
                min = "1",
                max = "" + ReportLimits.PACKED_BYTES)
        int packed() default ReportLimits.PACKED_BYTES;

        /** {@return the most bytes of a report that is unpacked} */
        @AttributeDefinition(
                name = "Unpacked",
                description = "The most bytes of a report when it is unpacked",
                min = "1",
                max = "" + ReportLimits.UNPACKED_BYTES)
        int unpacked() default ReportLimits.UNPACKED_BYTES;

        /** {@return the most files} */
        @AttributeDefinition(
                name = "Entries",
                description = "The most files in a report, its manifest among them",
                min = "1",
                max = "" + ReportLimits.ENTRIES)
        int entries() default ReportLimits.ENTRIES;

        /** {@return whether to stop} */
        @AttributeDefinition(
                name = "Stop",
                description = "Whether this server takes no more reports, for good: nodes that hear of it (410) never"
                        + " come again by themselves. They can still see and erase what is held of them.")
        boolean stop() default false;
    }

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException if a key has no sensible value; the message names it
     */
    @Activate
    public FrontDoor(Config config) {
        Rate rate = Rate.parse("rate", config.rate());
        Rate registrations =
                config.registrations().isBlank() ? rate : Rate.parse("registrations", config.registrations());
        this.limits = new Limits(
                new Crowd(PLACES),
                new RateLimit(rate, System::nanoTime),
                new RateLimit(rate, System::nanoTime),
                new RateLimit(registrations, System::nanoTime),
                new ReportLimits(config.packed(), config.unpacked(), config.entries()),
                config.stop());
        this.proxies = Proxies.parse(config.proxies());
    }

    Limits limits() {
        return limits;
    }

    Proxies proxies() {
        return proxies;
    }
}
