package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Manifest;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;

/**
 * The node's own run, with every collector on the class path: what the node assembly does with {@code vzstats:view}, without the
 * framework around it. In the package of what it measures, since nobody else may call it.
 */
final class WarmNode implements AutoCloseable {

    private static final Budget BUDGET = new Budget(
            Duration.ofSeconds(30), Duration.ofSeconds(10), 16 << 20, Duration.ofSeconds(20), Duration.ofSeconds(10));

    private final Collecting collecting;
    private final Drafting drafting;

    WarmNode(Path root, Path data) throws IOException, ReflectiveOperationException {
        Registered<Collector> collectors = new Registered<>();
        List<Topic> topics = new ArrayList<>();
        for (URL manifest : Collections.list(getClass().getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            register(manifest, collectors, topics);
        }
        if (topics.isEmpty()) {
            throw new IllegalStateException("no collector on the class path: run it from the package phase on");
        }
        Dictionary dictionary = Dictionary.of(topics);
        Clock clock = Clock.systemUTC();
        Policies policies = new Policies(List::of, Policies.PATIENCE);
        collecting = new Collecting(root, BUDGET);
        drafting = new Drafting(
                "0.1.0",
                collectors,
                () -> dictionary,
                policies,
                new Revisions(data, policies, new Grace(data, Duration.ZERO, clock), clock),
                collecting,
                new Bench(data, clock),
                clock);
    }

    /** A collector that needs the framework, as the one that asks the node itself, is left out. */
    private static void register(URL manifest, Registered<Collector> collectors, List<Topic> topics)
            throws IOException, ReflectiveOperationException {
        String announced;
        try (InputStream in = manifest.openStream()) {
            announced = new Manifest(in).getMainAttributes().getValue("Vzstats-Metrics");
        }
        if (announced == null) {
            return;
        }
        String jar = manifest.toString().replace("META-INF/MANIFEST.MF", "");
        Topic topic;
        try (InputStream in = new URL(jar + announced).openStream()) {
            topic = MetricsFile.read(in);
        }
        String name = topic.collector();
        StringBuilder type = new StringBuilder();
        for (String part : name.split("-", -1)) {
            type.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        Class<?> implementation = Class.forName(
                "org.openvz.vzstats.collector." + name.replace('-', '.') + ".internal." + type + "Collector");
        if (implementation.getConstructors().length == 1
                && implementation.getConstructors()[0].getParameterCount() == 0) {
            collectors.add(topics.size(), name, "1", (Collector) implementation.getConstructors()[0].newInstance());
            topics.add(topic);
        }
    }

    Draft draft() throws InterruptedException {
        return drafting.draft(Decision.allow(), collector -> true, Drafting.Purpose.RUN);
    }

    @Override
    public void close() {
        collecting.close();
    }
}
