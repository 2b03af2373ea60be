package org.openvz.vzstats.optout.consent.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where the keys of a configuration are written, for the owner to find them. */
final class Keys {

    /** How Karaf tells which file a configuration came from. */
    private static final String FILE = "felix.fileinstall.filename";

    private final String file;
    private final List<String> lines;

    private Keys(String file, List<String> lines) {
        this.file = file;
        this.lines = List.copyOf(lines);
    }

    /**
     * Looks into the file a configuration came from.
     *
     * @param otherwise what to call it if it came from none
     */
    static Keys of(Map<String, ?> properties, String otherwise) {
        Object name = properties.get(FILE);
        if (name == null) {
            return new Keys(otherwise, List.of());
        }
        try {
            String written = name.toString();
            Path file = written.startsWith("file:") ? Path.of(URI.create(written)) : Path.of(written);
            return new Keys(file.toString(), Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (IOException | IllegalArgumentException e) {
            return new Keys(otherwise, List.of()); // It is only told less exactly where it is written.
        }
    }

    /** {@return the file, and the line if the key is in it} */
    String where(String key) {
        Pattern written = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*[=:].*");
        for (int number = lines.size(); number >= 1; number--) {
            if (written.matcher(lines.get(number - 1)).matches()) {
                return file + ":" + number;
            }
        }
        return file;
    }
}
