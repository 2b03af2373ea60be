package org.openvz.vzstats.collector.scripts.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Host.Trust;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;

/**
 * The scripts of a directory, each in one of four heaps. A file that its owner cannot execute is no script.
 *
 * @param mapped those with a metrics file
 * @param unmapped the paths of those without
 * @param bad those with a metrics file that cannot be used
 * @param refused the names of those that somebody else than the host's owner could have written
 * @param topic what the metrics files define together
 */
record Inventory(List<Mapped> mapped, List<String> unmapped, List<Bad> bad, List<String> refused, Topic topic) {

    static final String METRICS_FILE = ".yaml";

    /** More scripts are as if they were not there. */
    static final int MOST = 64;

    /** What is wrong with a file that cannot be trusted. */
    static final String NOT_OWNERS =
            "not used: it and all directories above it must belong to the owner of the host's root, must be"
                    + " no links, and neither group nor others may write to them";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    /** A script and what of its output is sent. */
    record Mapped(String path, OwnersFile file) {}

    /** A script, and what to mend in its metrics file. */
    record Bad(String path, String mend) {}

    Inventory {
        mapped = List.copyOf(mapped);
        unmapped = List.copyOf(unmapped);
        bad = List.copyOf(bad);
        refused = List.copyOf(refused);
    }

    /**
     * Looks what there is; runs nothing.
     *
     * @param bundled what is defined besides
     */
    static Inventory of(Host host, String directory, Topic bundled) throws IOException {
        List<String> names = host.list(directory);
        List<String> scripts = names.stream()
                .filter(name -> NAME.matcher(name).matches() && !name.endsWith(METRICS_FILE))
                .map(name -> directory + "/" + name)
                .filter(path -> host.trust(path) != Trust.WRITTEN_BY_OWNER)
                .limit(MOST)
                .toList();
        OwnersTopic topic = new OwnersTopic(bundled);
        List<Mapped> mapped = new ArrayList<>();
        List<String> unmapped = new ArrayList<>();
        List<Bad> bad = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String path : scripts) {
            if (host.trust(path) != Trust.EXECUTABLE) {
                refused.add(path);
            } else if (!names.contains(name(path) + METRICS_FILE)) {
                unmapped.add(path);
            } else {
                boolean trusted = host.trust(path + METRICS_FILE) != Trust.NONE;
                Optional<String> yaml = trusted ? host.read(path + METRICS_FILE) : Optional.empty();
                try {
                    OwnersFile file = OwnersFile.read(yaml.orElseThrow(() -> new IOException(
                            trusted ? "no UTF-8, or longer than " + MetricsFile.MAX_BYTES + " bytes" : NOT_OWNERS)));
                    topic.add(file.topic());
                    mapped.add(new Mapped(path, file));
                } catch (IOException e) {
                    bad.add(new Bad(path, String.valueOf(e.getMessage())));
                }
            }
        }
        return new Inventory(mapped, unmapped, bad, refused, topic.topic());
    }

    int count() {
        return mapped.size() + unmapped.size() + bad.size() + refused.size();
    }

    /** {@return the last name of a path} */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
