package org.openvz.vzstats.collector.support.container;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses amounts as configuration files write them: {@code 512M}, {@code 2.2G}, {@code 2GiB}, {@code 1048576}. */
final class Amounts {

    /** 1 PiB: more is no limit of one container. */
    static final long MAX_BYTES = 1L << 50;

    static final long MEBIBYTE = 1L << 20;
    static final long GIBIBYTE = 1L << 30;

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,3})\\d{0,6})?([A-Za-z]{0,3})");
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("B", 1L),
            Map.entry("K", 1L << 10),
            Map.entry("M", 1L << 20),
            Map.entry("G", 1L << 30),
            Map.entry("T", 1L << 40),
            Map.entry("KIB", 1L << 10),
            Map.entry("MIB", 1L << 20),
            Map.entry("GIB", 1L << 30),
            Map.entry("TIB", 1L << 40));

    /** What some products mean as powers of ten, and others do not: the difference is below the steps of any statistic. */
    private static final Map<String, Long> DECIMAL_UNITS =
            Map.of("KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L, "TB", 1_000_000_000_000L);

    private Amounts() {}

    /**
     * Parses an amount of bytes.
     *
     * @param unit what a number without a unit counts, in bytes
     * @return the bytes, 0 to {@link #MAX_BYTES}; empty if it is none
     */
    static OptionalLong bytes(String text, long unit) {
        Matcher amount = AMOUNT.matcher(text.strip());
        if (!amount.matches()) {
            return OptionalLong.empty();
        }
        String suffix = amount.group(3).toUpperCase(Locale.ROOT);
        Long factor = suffix.isEmpty() ? Long.valueOf(unit) : UNITS.getOrDefault(suffix, DECIMAL_UNITS.get(suffix));
        long whole = Long.parseLong(amount.group(1));
        if (factor == null || whole > MAX_BYTES / factor) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(whole * factor + thousandths(amount.group(2)) * factor / 1000);
    }

    /** {@return a limit in units of so many bytes} */
    static Optional<Limit> limit(OptionalLong bytes, long unit) {
        return bytes.isPresent() ? Optional.of(Limit.of(bytes.getAsLong() / unit)) : Optional.empty();
    }

    /** {@return thousandths of a decimal number without a unit, such as 1500 of {@code 1.5}; empty if it is none} */
    static OptionalLong decimal(String text, long max) {
        Matcher amount = AMOUNT.matcher(text.strip());
        if (!amount.matches() || !amount.group(3).isEmpty()) {
            return OptionalLong.empty();
        }
        long whole = Long.parseLong(amount.group(1));
        return whole > max ? OptionalLong.empty() : OptionalLong.of(whole * 1000 + thousandths(amount.group(2)));
    }

    private static long thousandths(@Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "00").substring(0, 3));
    }
}
