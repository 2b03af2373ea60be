package org.openvz.vzstats.collector.crashes.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often each crash has been told already, and how many were today; by a hash of each, and forgotten with the node. Where it cannot be
 * written it holds until the node stops.
 */
final class SentCrashes {

    private static final Logger LOG = LoggerFactory.getLogger(SentCrashes.class);
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{16}) (\\d{1,9})");
    private static final Pattern TODAY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) (\\d{1,9})");

    /** The newest; what abrt itself keeps is far less. */
    private static final int MOST = 4_096;

    private final Path file;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private String day = "";
    private long today;
    private boolean read;
    private boolean kept;

    SentCrashes(Path directory) {
        this.file = directory.resolve("crashes");
    }

    /** {@return how often it has been told} */
    synchronized long count(String id) {
        load();
        return counts.getOrDefault(id, 0L);
    }

    /** {@return how many reports were sent on this day} */
    synchronized long on(LocalDate date) {
        load();
        return day.equals(date.toString()) ? today : 0;
    }

    /** Remembers what has been told. */
    synchronized void add(Map<String, Long> told, LocalDate date) {
        today = on(date) + told.size();
        day = date.toString();
        told.forEach((id, count) -> {
            counts.remove(id);
            counts.put(id, count);
        });
        counts.keySet().stream()
                .limit(Math.max(0, counts.size() - MOST))
                .toList()
                .forEach(counts::remove);
        StringBuilder text = new StringBuilder(day).append(' ').append(today).append('\n');
        counts.forEach((id, count) -> text.append(id).append(' ').append(count).append('\n'));
        try {
            DurableFiles.directory(java.util.Objects.requireNonNull(file.getParent()));
            DurableFiles.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
            kept = true;
        } catch (IOException e) {
            LOG.info(
                    "Which crashes were sent cannot be written ({})",
                    e.getClass().getSimpleName());
        }
    }

    /** Once; and whoever forgets the node takes the file away. */
    private void load() {
        if (!read) {
            read = true;
            read();
        } else if (kept && Files.notExists(file)) {
            kept = false;
            counts.clear();
            day = "";
            today = 0;
        }
    }

    private void read() {
        try {
            kept = Files.exists(file);
            String text = kept ? DurableFiles.read(file) : "";
            text.lines().forEach(line -> {
                Matcher told = LINE.matcher(line);
                Matcher date = TODAY.matcher(line);
                if (told.matches()) {
                    counts.put(told.group(1), Long.valueOf(told.group(2)));
                } else if (date.matches()) {
                    day = date.group(1);
                    today = Long.parseLong(date.group(2));
                }
            });
        } catch (IOException e) {
            LOG.info("Which crashes were sent cannot be read ({})", e.getClass().getSimpleName());
        }
    }
}
