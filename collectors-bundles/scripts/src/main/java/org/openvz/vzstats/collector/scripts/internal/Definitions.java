package org.openvz.vzstats.collector.scripts.internal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory of metrics files without their scripts: where nothing is run, but what others run is to be understood. */
final class Definitions {

    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

    private Definitions() {}

    /** {@return what the files of a directory define together; one that is not whole is left out, and the log says why} */
    static Topic read(Path directory, Topic bundled) {
        OwnersTopic topic = new OwnersTopic(bundled);
        for (Path file : files(directory)) {
            try {
                if (Files.size(file) > MetricsFile.MAX_BYTES) {
                    throw new IOException("longer than " + MetricsFile.MAX_BYTES + " bytes");
                }
                topic.add(OwnersFile.read(text(file)).topic());
            } catch (IOException e) {
                LOG.warn("Definitions of scripts: {} cannot be used: {}", file.getFileName(), e.getMessage());
            }
        }
        return topic.topic();
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(Inventory.METRICS_FILE))
                    .sorted()
                    .limit(Inventory.MOST)
                    .toList();
        } catch (IOException e) {
            LOG.warn(
                    "Definitions of scripts: the directory cannot be read ({})",
                    e.getClass().getSimpleName());
            return List.of();
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException("no UTF-8");
        } catch (IOException e) {
            throw new IOException("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
