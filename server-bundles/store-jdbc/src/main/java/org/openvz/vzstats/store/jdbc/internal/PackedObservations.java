package org.openvz.vzstats.store.jdbc.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Observations;

/**
 * Observations as bytes; equal ones are equal bytes, so most of what is stored is compared and never read. Without crashes: those are in
 * tables of their own.
 *
 * <p>For each metric, sorted: twice the number of characters that its name begins with like the one before, and one more if it is a count;
 * the rest of the name; the number of its values; and of each the text and the number.
 */
final class PackedObservations {

    private static final int EXPECTED = 1024;

    private final byte[] bytes;
    private final int from;
    private final int length;

    /** These bytes of an array that nobody changes. */
    PackedObservations(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    static PackedObservations of(Observations observations) {
        ByteSink sink = new ByteSink(EXPECTED);
        String before = "";
        for (Map.Entry<String, SortedMap<String, Long>> entry :
                observations.byMetric().entrySet()) {
            String metric = entry.getKey();
            int same = same(before, metric);
            sink.number(2L * same + (observations.counts().contains(metric) ? 1 : 0));
            sink.text(metric.substring(same));
            sink.number(entry.getValue().size());
            entry.getValue().forEach((value, number) -> sink.text(value).number(number));
            before = metric;
        }
        byte[] bytes = sink.toBytes();
        return new PackedObservations(bytes, 0, bytes.length);
    }

    private static int same(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int same = 0;
        while (same < most && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        // A character of two halves stays whole: no text can end in one half.
        return same > 0 && Character.isHighSurrogate(one.charAt(same - 1)) ? same - 1 : same;
    }

    /** {@return what they are} */
    Observations values() {
        ByteSource source = new ByteSource(bytes, from, from + length);
        SortedMap<String, SortedMap<String, Long>> byMetric = new TreeMap<>();
        SortedSet<String> counts = new TreeSet<>();
        String metric = "";
        while (source.hasMore()) {
            int begins = source.number(2 * metric.length() + 1);
            metric = metric.substring(0, begins / 2) + source.text();
            if (begins % 2 == 1) {
                counts.add(metric);
            }
            int size = source.length();
            SortedMap<String, Long> values = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                values.put(source.text(), source.number());
            }
            byMetric.put(metric, values);
        }
        return new Observations(byMetric, counts);
    }

    /** {@return how many bytes they are} */
    int length() {
        return length;
    }

    void writeTo(ByteSink sink) {
        sink.number(length).bytes(bytes, from, length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PackedObservations that
                && Arrays.equals(bytes, from, from + length, that.bytes, that.from, that.from + that.length);
    }

    @Override
    public int hashCode() {
        return length;
    }
}
