package org.openvz.vzstats.dictionary;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.ureport.InvalidUReportException;
import org.openvz.vzstats.ureport.UReport;
import org.openvz.vzstats.ureport.UReports;

/** Holds values against the definition of their metric: on the node before they leave, on the server when they arrive. */
public final class Vocabulary {

    /** The most keys of one {@code counts} value. */
    public static final int MAX_KEYS = 1_024;

    /** The most crash reports of one value. */
    public static final int MAX_UREPORTS = 64;

    private Vocabulary() {}

    /**
     * What of a measured value may leave the node.
     *
     * @param value what may leave; empty if nothing of it may
     * @param refused how many values or keys were held back or became {@code other}
     */
    public record Reduced(Optional<Value> value, int refused) {}

    /**
     * Reduces a measured value to the vocabulary of its metric: a quantity to its bucket, an unknown category or label to {@code
     * other}. A value of another type is refused.
     *
     * @param personal recognises texts that look like personal data although the vocabulary would let them pass
     */
    public static Reduced reduce(Metric metric, Value measured, Predicate<String> personal) {
        return switch (metric.type()) {
            case FLAG -> measured instanceof Value.Flag ? pass(measured) : refuse();
            case QUANTITY ->
                measured instanceof Value.Quantity quantity && quantity.amount() >= 0
                        ? pass(new Value.Quantity(metric.bucketOf(quantity.amount())))
                        : refuse();
            case CATEGORY, LABEL ->
                measured instanceof Value.Text text ? word(metric, text.text(), personal) : refuse();
            // A version that is none is no "other" version: it was read wrongly.
            case VERSION ->
                measured instanceof Value.Text text && known(metric, text.text(), personal) ? pass(measured) : refuse();
            case COUNTS -> measured instanceof Value.Counts counts ? counts(metric, counts, personal) : refuse();
            case UREPORTS -> measured instanceof Value.UReports reports ? reports(reports, personal) : refuse();
        };
    }

    /** {@return whether a value that arrived is one that {@link #reduce} could have let pass} */
    public static boolean accepts(Metric metric, Value arrived) {
        return switch (metric.type()) {
            case FLAG -> arrived instanceof Value.Flag;
            case QUANTITY ->
                arrived instanceof Value.Quantity quantity
                        && quantity.amount() >= 0
                        && metric.bucketOf(quantity.amount()) == quantity.amount();
            case CATEGORY, LABEL, VERSION -> arrived instanceof Value.Text text && metric.admits(text.text());
            case COUNTS -> arrived instanceof Value.Counts counts && accepts(metric, counts);
            // The lists of who sent it may be longer than ours: what is in none of them the server leaves out for
            // itself.
            case UREPORTS ->
                arrived instanceof Value.UReports reports
                        && reports.json().size() <= MAX_UREPORTS
                        && reports.json().stream()
                                .allMatch(json -> reduced(json, text -> false).isPresent());
        };
    }

    private static boolean accepts(Metric metric, Value.Counts counts) {
        if (counts.byKey().size() > MAX_KEYS) {
            return false;
        }
        for (Map.Entry<String, Long> count : counts.byKey().entrySet()) {
            if (count.getValue() < 0 || !metric.admits(count.getKey())) {
                return false;
            }
        }
        return true;
    }

    private static Reduced reports(Value.UReports reports, Predicate<String> personal) {
        List<String> kept = reports.json().stream()
                .limit(MAX_UREPORTS)
                .flatMap(json -> reduced(json, personal).stream())
                .map(UReport::json)
                .toList();
        int refused = reports.json().size() - kept.size();
        return new Reduced(kept.isEmpty() ? Optional.empty() : Optional.of(new Value.UReports(kept)), refused);
    }

    private static Optional<UReport> reduced(String json, Predicate<String> personal) {
        try {
            return Optional.of(UReports.read(json, personal));
        } catch (InvalidUReportException e) {
            return Optional.empty();
        }
    }

    private static Reduced word(Metric metric, String text, Predicate<String> personal) {
        return known(metric, text, personal)
                ? pass(new Value.Text(text))
                : new Reduced(Optional.of(new Value.Text(Metric.OTHER)), 1);
    }

    private static Reduced counts(Metric metric, Value.Counts counts, Predicate<String> personal) {
        SortedMap<String, Long> kept = new TreeMap<>();
        int refused = 0;
        for (var count : counts.byKey().entrySet()) {
            if (count.getValue() < 0) {
                refused++;
                continue;
            }
            boolean known = known(metric, count.getKey(), personal) && kept.size() < MAX_KEYS - 1;
            refused += known ? 0 : 1;
            kept.merge(known ? count.getKey() : Metric.OTHER, count.getValue(), Vocabulary::sum);
        }
        return new Reduced(Optional.of(new Value.Counts(kept)), refused);
    }

    /** What many unknown keys come to; a collector that claims more than there can be gets the most there can be. */
    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private static boolean known(Metric metric, String text, Predicate<String> personal) {
        // A closed list cannot hold personal data, and some of its words would look like it.
        return metric.admits(text) && (metric.pattern() == null || !personal.test(text));
    }

    private static Reduced pass(Value value) {
        return new Reduced(Optional.of(value), 0);
    }

    private static Reduced refuse() {
        return new Reduced(Optional.empty(), 1);
    }
}
