package org.openvz.vzstats.intake.rest.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.collector.support.RootedHost;
import org.openvz.vzstats.collector.support.RunReadings;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.dictionary.Vocabulary;
import org.openvz.vzstats.report.ReportFiles;
import org.openvz.vzstats.report.ReportSection;
import org.openvz.vzstats.report.ReportWriter;

/** Reports of the recorded hosts, as our collectors make them, and archives of the recorded original clients. */
final class RecordedReports {

    private static final Path COLLECTORS = Path.of("..", "collectors-bundles");
    private static final Path CLIENTS = Path.of("..", "server-bundles/processor-vzstats-classic/src/test/clients");
    private static final Budget BUDGET = Budget.of(Duration.ofSeconds(30), 16 << 20);

    private final List<Topic> topics = new ArrayList<>();
    private final List<Collector> collectors = new ArrayList<>();

    RecordedReports() throws IOException {
        for (Path folder : children(COLLECTORS)) {
            Path metrics = folder.resolve("src/main/resources/metrics.yaml");
            if (Files.exists(metrics)) {
                add(metrics);
            }
        }
    }

    private void add(Path metrics) throws IOException {
        try (InputStream yaml = Files.newInputStream(metrics)) {
            Topic topic = MetricsFile.read(yaml);
            collector(topic.collector()).ifPresent(collector -> {
                topics.add(topic);
                collectors.add(collector);
            });
        }
    }

    /** {@return the collector of a topic; empty if it needs more than a host} */
    private static Optional<Collector> collector(String topic) {
        StringBuilder name = new StringBuilder();
        for (String word : topic.split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        String type = "org.openvz.vzstats.collector." + topic.replace('-', '.') + ".internal." + name + "Collector";
        try {
            return Optional.of(Class.forName(type)
                    .asSubclass(Collector.class)
                    .getConstructor()
                    .newInstance());
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type, e);
        }
    }

    Dictionary dictionary() {
        return Dictionary.of(topics);
    }

    /** {@return the sections of each recorded host} */
    List<List<ReportSection>> hosts() throws IOException {
        List<List<ReportSection>> hosts = new ArrayList<>();
        for (Path tree : children(COLLECTORS.resolve("testkit/hosts"))) {
            List<ReportSection> sections = new ArrayList<>();
            try (RootedHost host = new RootedHost(tree.toAbsolutePath().normalize(), BUDGET, new RunReadings())) {
                for (int i = 0; i < collectors.size(); i++) {
                    section(host, collectors.get(i), topics.get(i)).ifPresent(sections::add);
                }
            }
            hosts.add(sections);
        }
        return hosts;
    }

    /** {@return what leaves a node of what a collector has measured} */
    private static Optional<ReportSection> section(RootedHost host, Collector collector, Topic topic)
            throws IOException {
        Section.Builder builder = new Section.Builder(topic.collector());
        collector.collect(host, builder);
        SortedMap<String, Value> values = new TreeMap<>();
        builder.build().values().forEach((name, value) -> topic.metric(name)
                .flatMap(metric ->
                        Vocabulary.reduce(metric, value, text -> false).value())
                .ifPresent(passed -> values.put(name, passed)));
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReportSection(new Section(topic.collector(), values), topic.revision()));
    }

    static byte[] packed(UUID report, List<ReportSection> sections) throws IOException {
        return ReportWriter.pack(ReportFiles.of(report, "0.1.0", LocalDate.now(ZoneOffset.UTC), sections))
                .packed();
    }

    /** {@return the files of each recorded client, by their names} */
    static List<SortedMap<String, byte[]>> clients() throws IOException {
        List<SortedMap<String, byte[]>> clients = new ArrayList<>();
        for (Path client : children(CLIENTS)) {
            SortedMap<String, byte[]> files = new TreeMap<>();
            for (Path file : children(client)) {
                files.put("./" + file.getFileName(), Files.readAllBytes(file));
            }
            clients.add(files);
        }
        return clients;
    }

    /** {@return a gzip tar of these files} */
    static byte[] archive(SortedMap<String, byte[]> files) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(packed), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (var file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        }
    }
}
