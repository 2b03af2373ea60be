package org.openvz.vzstats.dictionary.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;

/**
 * The metrics files of the sources: of every module of every folder, so that a new collector is found without being listed.
 *
 * @param root the project's folder
 */
public record SourceTree(Path root) {

    /** Where the page is, from the root. */
    public static final Path PAGE = Path.of("collectors-bundles", "DICTIONARY.md");

    private static final Path METRICS = Path.of("src", "main", "resources", "metrics.yaml");

    /** {@return the metrics files from the root, sorted} */
    public List<Path> metricsFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders(root)) {
            for (Path module : folders(folder)) {
                if (Files.exists(module.resolve(METRICS))) {
                    files.add(root.relativize(module.resolve(METRICS)));
                }
            }
        }
        return files;
    }

    /** {@return what the metrics files lack, each with the file, the metric and what to mend; empty if nothing} */
    public List<String> gaps() throws IOException {
        List<String> gaps = new ArrayList<>();
        Map<String, Path> byCollector = new HashMap<>();
        for (Path file : metricsFiles()) {
            try {
                Topic topic = read(file);
                Completeness.gaps(topic).forEach(gap -> gaps.add(link(file) + ": " + gap));
                Path first = byCollector.putIfAbsent(topic.collector(), file);
                if (first != null) {
                    gaps.add(link(file) + ": collector " + topic.collector() + ": is in " + link(first) + ", too");
                }
            } catch (IOException e) {
                gaps.add(String.valueOf(e.getMessage()));
            }
        }
        return gaps;
    }

    /**
     * Renders the page.
     *
     * @throws IOException if a metrics file is not whole; the message names the file, the metric and what to mend
     */
    public String page() throws IOException {
        List<DocumentedTopic> topics = new ArrayList<>();
        for (Path file : metricsFiles()) {
            Path folder = PAGE.resolveSibling("");
            topics.add(new DocumentedTopic(link(folder.relativize(file)), read(file)));
        }
        return DictionaryPage.of(topics);
    }

    private Topic read(Path file) throws IOException {
        try (InputStream yaml = Files.newInputStream(root.resolve(file))) {
            return MetricsFile.read(yaml);
        } catch (IOException e) {
            throw new IOException(link(file) + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** With slashes on every system. */
    private static String link(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }
}
