package org.openvz.vzstats.collector.testkit;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.collector.support.RootedHost;
import org.openvz.vzstats.collector.support.RunReadings;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.dictionary.Vocabulary;

/**
 * A host as a tree of files.
 *
 * @param root where the tree is
 */
public record RecordedHost(Path root) {

    private static final Budget BUDGET = Budget.of(Duration.ofSeconds(30), 16 << 20);

    /**
     * Shared by all collectors: a host is recorded once, and every topic is read from it. The canary test searches what leaves a node for
     * whatever is secret there, by its marks: an invented word holds {@code zq} and then the letters of its kind, as
     * {@code zqhn} for a host or {@code zqsn} for a serial number; an address is of a block for documentation, a MAC begins with
     * {@code 02:5a:51}, and the UUID of a virtual machine with {@code 5a5100aa}, of a container with {@code 5a5100cc}.
     */
    private static final Path SHARED = Path.of("..", "testkit", "hosts");

    /** What only the collector of the module under test needs. */
    private static final Path OWN = Path.of("src", "test", "hosts");

    /**
     * A recorded host: one of those that all collectors share, or else one of the module whose tests run, in {@code src/test/hosts}.
     * Neither is among the resources, whose links Maven would follow to files of the machine that builds.
     *
     * @throws FileNotFoundException if there is none of this name
     */
    public static RecordedHost named(String name) throws FileNotFoundException {
        Path shared = SHARED.resolve(name);
        Path root = Files.isDirectory(shared) ? shared : OWN.resolve(name);
        if (!Files.isDirectory(root)) {
            throw new FileNotFoundException(root.toString());
        }
        return new RecordedHost(root);
    }

    /** {@return the names of the hosts that all collectors share, sorted} */
    public static List<String> shared() throws IOException {
        try (Stream<Path> hosts = Files.list(SHARED)) {
            return hosts.filter(Files::isDirectory)
                    .map(host -> String.valueOf(host.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** {@return the machine that runs the test} */
    public static RecordedHost thisMachine() {
        return new RecordedHost(Path.of("/"));
    }

    /** Writes a file beneath the root, with its directories; one that is there is replaced. */
    public RecordedHost with(String path, String content) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(requireNonNull(file.getParent()));
        Files.writeString(file, content);
        return this;
    }

    /**
     * Runs a collector.
     *
     * @return its section, one metric on a line: <pre>{@code cpu.cores = 8
     * cpu.vendor = intel
     * disk.count = {hdd=2, ssd=1}}</pre>
     * @throws AssertionError if the collector's metrics file does not know a metric, or would let a value pass only as {@code other}
     */
    public String census(Collector collector) throws IOException {
        return census(collector, () -> topicOf(collector));
    }

    /** What defines the metrics of a collector. */
    interface Definition {

        Topic topic() throws IOException;
    }

    /** {@return the same, but that the metrics are defined elsewhere, once the section is there} */
    String census(Collector collector, Definition definition) throws IOException {
        Section.Builder builder = new Section.Builder(topicOf(collector).collector());
        try (RootedHost host = new RootedHost(root, BUDGET, new RunReadings())) {
            collector.collect(host, builder);
        }
        Section section = builder.build();
        Topic topic = definition.topic();
        section.values().forEach((name, value) -> requireKnown(topic, name, value));
        return text(section);
    }

    /** {@return what a collector asks of this host, and the answers} */
    Recording record(Collector collector) throws IOException {
        try (RootedHost host = new RootedHost(root, BUDGET, new RunReadings())) {
            Recording recording = new Recording(host);
            collector.collect(recording, new Section.Builder(topicOf(collector).collector()));
            return recording;
        }
    }

    static String text(Section section) {
        return section.values().entrySet().stream()
                .map(metric -> metric.getKey() + " = " + text(metric.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    static Topic topicOf(Collector collector) throws IOException {
        try (InputStream yaml = collector.getClass().getResourceAsStream("/metrics.yaml")) {
            if (yaml == null) {
                throw new FileNotFoundException("metrics.yaml");
            }
            return MetricsFile.read(yaml);
        }
    }

    private static void requireKnown(Topic topic, String name, Value value) {
        Metric metric = topic.metric(name).orElseThrow(() -> new AssertionError("no such metric: " + name));
        Vocabulary.Reduced reduced = Vocabulary.reduce(metric, value, text -> false);
        if (reduced.refused() > 0) {
            throw new AssertionError(name + " does not admit " + text(value));
        }
        if (!reduced.value().map(passed -> Vocabulary.accepts(metric, passed)).orElse(false)) {
            throw new AssertionError(name + " would not arrive: " + text(value));
        }
    }

    private static String text(Value value) {
        if (value instanceof Value.Flag flag) {
            return Boolean.toString(flag.set());
        }
        if (value instanceof Value.Quantity quantity) {
            return Long.toString(quantity.amount());
        }
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.UReports reports) {
            return reports.json().toString();
        }
        return ((Value.Counts) value).byKey().toString();
    }
}
