package org.openvz.vzstats.release.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of cells: numbers and ranges such as {@code 0-31}, {@code 16384+} by number, all else the most frequent first; other last. */
final class CellOrder {

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})(-[0-9]{1,18}|\\+)?");

    private CellOrder() {}

    static List<Map.Entry<String, Counts.Amount>> sorted(Map<String, Counts.Amount> cells) {
        boolean numbers = cells.keySet().stream()
                .allMatch(value -> value.equals(PublicationRules.OTHER)
                        || RANGE.matcher(value).matches());
        Comparator<Map.Entry<String, Counts.Amount>> order = numbers
                ? Comparator.comparingLong(cell -> lower(cell.getKey()))
                : Comparator.comparingLong(cell -> -cell.getValue().nodes());
        Comparator<Map.Entry<String, Counts.Amount>> otherLast =
                Comparator.comparing(cell -> cell.getKey().equals(PublicationRules.OTHER));
        return cells.entrySet().stream()
                .sorted(otherLast.thenComparing(order).thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    private static long lower(String range) {
        Matcher matcher = RANGE.matcher(range);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
    }
}
