package org.openvz.vzstats.collector.support;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.openvz.vzstats.api.Host;

/** Parses numbers strictly: what is no number in range is absent, never wrong. */
public final class Numbers {

    /** More digits do not fit into a long. */
    private static final int MAX_DIGITS = 18;

    private Numbers() {}

    /**
     * Parses a whole number of decimal digits, without a sign; blanks around it are no part of it.
     *
     * @param max the greatest that can be true
     * @return the number, 0 to {@code max}
     */
    public static OptionalLong parse(String text, long max) {
        String digits = text.strip();
        boolean number = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) {
            return OptionalLong.empty();
        }
        long value = Long.parseLong(digits);
        return value <= max ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /**
     * Reads a file that holds one number, as most of {@code /sys} do.
     *
     * @param max the greatest that can be true
     * @return the number, 0 to {@code max}
     */
    public static OptionalLong read(Host host, String path, long max) throws IOException {
        Optional<String> text = host.read(path);
        return text.isPresent() ? parse(text.get(), max) : OptionalLong.empty();
    }
}
