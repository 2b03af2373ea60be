package org.openvz.vzstats.trigger.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What triggers remember over restarts: a few short texts, each in a file of its own in {@code triggers} of the node's data, that is there
 * whole or not at all and readable for its owner only. Where it cannot be written the text is remembered until the next start.
 */
public final class Memory {

    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    /** More is no text of ours. */
    private static final int MOST = 4096;

    private final Path directory;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** Remembers in this directory, which is made when it is needed. */
    public Memory(Path directory) {
        this.directory = directory;
    }

    /**
     * {@return the memory in the node's data}
     *
     * @param data the key {@code data} of {@code etc/org.openvz.vzstats.node.cfg}; empty: {@code data/vzstats} of Karaf
     */
    public static Memory of(BundleContext context, String data) {
        return new Memory(data(context, data).resolve("triggers"));
    }

    /** {@return what is remembered under this name; empty if there is nothing, or nothing that can be read} */
    public Optional<String> read(String name) {
        String text = known.get(name);
        return text == null ? stored(name) : Optional.of(text);
    }

    /** Remembers a text instead of the former one. */
    public void write(String name, String text) {
        if (read(name).equals(Optional.of(text))) {
            return;
        }
        known.put(name, text);
        try {
            DurableFiles.directory(directory);
            DurableFiles.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
            known.remove(name);
        } catch (IOException e) {
            LOG.info(
                    "{} of the triggers cannot be written ({})",
                    name,
                    e.getClass().getSimpleName());
        }
    }

    /** {@return a text from which the given one cannot be told, to remember it by} */
    public static String digest(String text) {
        return DurableFiles.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> stored(String name) {
        Path file = directory.resolve(name);
        try {
            return Files.size(file) > MOST
                    ? Optional.empty()
                    : Optional.of(
                            Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.info(
                    "{} of the triggers cannot be read ({})", name, e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Path data(BundleContext context, String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        String karaf = context.getProperty("karaf.data");
        return karaf == null ? context.getDataFile("vzstats").toPath() : Path.of(karaf, "vzstats");
    }
}
