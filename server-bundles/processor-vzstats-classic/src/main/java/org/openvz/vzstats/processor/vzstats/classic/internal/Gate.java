package org.openvz.vzstats.processor.vzstats.classic.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.dictionary.Vocabulary;
import org.openvz.vzstats.report.SectionJson;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the guard is to a node: lets pass what the metrics files define. And of that only what the texts tell: to a collector the host they
 * make is one with few files, of which it would say what is not there.
 */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private static final List<String> TOPICS = List.of(
            "platform", "cpu", "memory", "disk", "container-contents", "container-settings", "simfs", "software");

    /** What can be told from the texts. A metric that is none of these needs a source that the original client did not read. */
    static final Set<String> TOLD = Set.of(
            "platform.arch",
            "platform.client",
            "platform.distribution",
            "platform.distribution_version",
            "platform.kernel",
            "platform.kernel_series",
            "platform.product",
            "platform.product_version",
            "cpu.aes",
            "cpu.avx2",
            "cpu.avx512",
            "cpu.cores",
            "cpu.mhz",
            "cpu.model",
            "cpu.nested_paging",
            "cpu.sockets",
            "cpu.threads",
            "cpu.vendor",
            "cpu.virtualization",
            "cpu.x86_level",
            "memory.available_percent",
            "memory.swap_total",
            "memory.swap_used_percent",
            "memory.total",
            "disk.vz_fs",
            "disk.vz_size",
            "disk.vz_used_percent",
            "container-contents.distribution",
            "container-contents.release",
            "container-contents.running",
            "container-contents.stack",
            "container-contents.template",
            "container-contents.total",
            "container-settings.vswap",
            "simfs.beneath",
            "simfs.layout",
            "software.package_format",
            "software.ploop",
            "software.vstorage_chunk_server",
            "software.vstorage_client",
            "software.vstorage_metadata_server",
            "software.vzctl",
            "software.vzkernel",
            "software.vzquota",
            "software.vzstats");

    /** What a product without a mark of its own is to a collector; the texts cannot tell that there is none. */
    private static final Value PLAIN = new Value.Text("plain");

    private static final Pattern ADDRESS = Pattern.compile("(?<![0-9A-Za-z.])\\d{1,3}(\\.\\d{1,3}){3}(?![.0-9])");

    private final Dictionary dictionary;

    private Gate(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** {@return a gate of the metrics files that came with the collectors} */
    static Gate ofThisBundle() throws IOException {
        List<Topic> topics = new ArrayList<>();
        for (String topic : TOPICS) {
            String path = "/metrics/" + topic + "/metrics.yaml";
            try (InputStream file = Gate.class.getResourceAsStream(path)) {
                if (file == null) {
                    throw new FileNotFoundException(path);
                }
                topics.add(MetricsFile.read(file));
            }
        }
        return new Gate(Dictionary.of(topics));
    }

    /** {@return the metrics files, by which these sections are made} */
    Dictionary dictionary() {
        return dictionary;
    }

    /** Has collectors read a host, and makes sections of what passes. */
    List<ReceivedSection> pass(Optional<String> client, ClassicHost host, List<Collector> collectors) {
        SortedMap<String, SortedMap<String, Value>> byTopic = new TreeMap<>();
        for (Collector collector : collectors) {
            measured(host, collector).forEach((metric, value) -> pass(metric, value, host, byTopic));
        }
        // The collector told its own.
        client.ifPresent(version -> pass("platform.client", new Value.Text(version), host, byTopic));
        return byTopic.entrySet().stream()
                .map(topic -> section(topic.getKey(), topic.getValue()))
                .toList();
    }

    /** {@return what a collector measured; as on a node, nothing if it went over its bounds or failed, and the others go on} */
    private static Map<String, Value> measured(ClassicHost host, Collector collector) {
        Section.Builder section = new Section.Builder("classic");
        try {
            collector.collect(host, section);
        } catch (IOException e) {
            return Map.of();
        } catch (RuntimeException e) {
            // The message may hold what was sent.
            LOG.warn(
                    "{} failed: {}",
                    collector.getClass().getSimpleName(),
                    e.getClass().getName());
            return Map.of();
        }
        SortedMap<String, Value> values = new TreeMap<>(section.build().values());
        values.remove("platform.client");
        values.remove("platform.product", PLAIN);
        return values;
    }

    private void pass(
            String name, Value measured, ClassicHost host, SortedMap<String, SortedMap<String, Value>> byTopic) {
        Optional<Metric> metric = dictionary.metric(name).filter(known -> TOLD.contains(name) && host.tells(name));
        metric.flatMap(known ->
                        Vocabulary.reduce(known, measured, Gate::isPersonal).value())
                .ifPresent(
                        value -> byTopic.computeIfAbsent(name.substring(0, name.indexOf('.')), topic -> new TreeMap<>())
                                .put(name, value));
    }

    private ReceivedSection section(String topic, SortedMap<String, Value> values) {
        int revision = dictionary.topic(topic).map(Topic::revision).orElse(1);
        return new ReceivedSection(topic, revision, SectionJson.encode(new Section(topic, values)));
    }

    /** An address has the form of a version. */
    private static boolean isPersonal(String text) {
        return ADDRESS.matcher(text).find();
    }
}
