package org.openvz.vzstats.passive.downloads.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.server.api.Countries;
import org.openvz.vzstats.server.api.Downloads;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passive mode: looks for new lines of access logs. Configured by {@code org.openvz.vzstats.passive.cfg}:
 *
 * <pre>{@code
 * logs = /var/log/nginx/download
 * interval = 1m
 * robots = bot,crawl,spider
 * rule.10 = image openvz /virtuozzo/releases/openvz-{version}/{arch}/iso/*.iso
 * }</pre>
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = PassiveDownloads.PID)
@Designate(ocd = PassiveDownloads.Config.class)
public final class PassiveDownloads {

    static final String PID = "org.openvz.vzstats.passive";

    private static final Logger LOG = LoggerFactory.getLogger(PassiveDownloads.class);
    private static final Countries UNKNOWN = address -> Optional.empty();
    private static final long STOP_SECONDS = 10;

    private final ScheduledExecutorService executor;
    private final Path directory;
    private final AccessLogs logs;
    private boolean failing;

    /** The configuration. */
    @ObjectClassDefinition(
            name = "vzstats passive mode",
            description = "Counts downloads by the access logs of web servers")
    public @interface Config {

        /** {@return the directory of the logs} */
        @AttributeDefinition(
                name = "Logs",
                description =
                        "The directory of the access logs, with its whole path; empty: data/vzstats/access-logs of Karaf")
        String logs() default "";

        /** {@return how often it is looked} */
        @AttributeDefinition(name = "Interval", description = "How often it is looked for new lines: 1m, 1h")
        String interval() default "1m";

        /** {@return the words of robots} */
        @AttributeDefinition(
                name = "Robots",
                description = "Words in the names of programs whose requests are not counted, separated by commas")
        String robots() default "bot,crawl,spider,slurp,archiver,monitor,uptime,headless,preview,scan";
    }

    /**
     * Begins to look.
     *
     * @throws IllegalArgumentException if a key has no sensible value; the message names it
     */
    @Activate
    public PassiveDownloads(
            BundleContext context,
            Config config,
            Map<String, Object> properties,
            @Reference Downloads downloads,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Countries countries) {
        Duration interval = Durations.positive("interval", config.interval());
        directory = directory(config.logs().strip(), context);
        logs = new AccessLogs(
                directory,
                Rules.parse(properties, config.robots()),
                countries == null ? UNKNOWN : countries,
                downloads,
                InstantSource.system());
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "vzstats-passive");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Path directory(String logs, BundleContext context) {
        try {
            if (!logs.isEmpty()) {
                return Path.of(logs);
            }
            String karaf = context.getProperty("karaf.data");
            return karaf == null
                    ? context.getDataFile("access-logs").toPath()
                    : Path.of(karaf, "vzstats", "access-logs");
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("logs must be the path of a directory", e);
        }
    }

    /** A failure is told once: one that got out would end the schedule. */
    private void look() {
        try {
            Files.createDirectories(directory);
            AccessLogs.Result result = logs.look();
            failing = result.failed() > 0;
            if (result.lines() + result.unreadable() > 0) {
                LOG.info(
                        "Access logs: {} lines, {} downloads, {} by robots, {} unreadable",
                        result.lines(),
                        result.downloads(),
                        result.robots(),
                        result.unreadable());
            }
        } catch (IOException | RuntimeException | Error e) {
            if (!failing) {
                LOG.warn(
                        "The directory of access logs cannot be read: {}",
                        e.getClass().getName());
            }
            failing = true;
        }
    }

    /** Lets a transaction end: what was counted is kept, the rest is read again. */
    @Deactivate
    void close() throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            executor.shutdownNow();
        }
    }
}
