package org.openvz.vzstats.geoip.internal;

import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Countries;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Tells countries by the database that an operator has put somewhere. Configured by {@code org.openvz.vzstats.geoip.cfg}:
 *
 * <pre>
 * database = /var/lib/GeoIP/GeoLite2-Country.mmdb
 * </pre>
 */
@Component(service = Countries.class, immediate = true, configurationPid = GeoipCountries.PID)
@Designate(ocd = GeoipCountries.Config.class)
public final class GeoipCountries implements Countries {

    static final String PID = "org.openvz.vzstats.geoip";

    private static final long LOOK_SECONDS = 10;

    /** The configuration. */
    @ObjectClassDefinition(name = "vzstats GeoIP", description = "Which country a report comes from")
    public @interface Config {

        /** {@return the database} */
        @AttributeDefinition(
                name = "Database",
                description =
                        "A MaxMind DB file of countries (.mmdb), with its whole path; empty: countries are unknown")
        String database() default "";
    }

    private final @Nullable CountryFile file;
    private final @Nullable ScheduledExecutorService looks;

    /**
     * Reads the database, and follows the file.
     *
     * @throws IllegalArgumentException if the key is no path; the message names it
     */
    @Activate
    public GeoipCountries(Config config) {
        if (config.database().isBlank()) {
            file = null;
            looks = null;
            return;
        }
        CountryFile followed = new CountryFile(path(config.database().strip()));
        followed.look();
        file = followed;
        looks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "vzstats-geoip");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> unused =
                looks.scheduleWithFixedDelay(followed::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("database must be the path of a file", e);
        }
    }

    @Override
    public Optional<String> of(InetAddress address) {
        return file == null ? Optional.empty() : file.of(address);
    }

    @Deactivate
    void close() {
        if (looks != null) {
            looks.shutdownNow();
        }
    }
}
