package org.openvz.vzstats.ureport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lists of public names beside these classes: an expression a line, and comments. */
final class Lists {

    private Lists() {}

    /** {@return what matches whatever is in the list} */
    static Pattern pattern(String list) {
        try (InputStream lines = Objects.requireNonNull(Lists.class.getResourceAsStream(list), list)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.collectingAndThen(Collectors.joining("|"), Pattern::compile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
