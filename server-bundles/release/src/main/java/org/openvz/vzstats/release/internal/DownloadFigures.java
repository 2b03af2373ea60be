package org.openvz.vzstats.release.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.openvz.vzstats.server.api.Downloads;
import org.openvz.vzstats.server.api.Releases;

/**
 * What is published of downloads: how often each product, in which version, in which country and on which day, in the last 90 whole days.
 *
 * <p>Each list tells all of its sum. What is less than <i>k</i> is in "other", and "other" is never less than <i>k</i> either: where it
 * would be, the least of the rest goes in with it. So nothing less than <i>k</i> follows from what is shown; less than <i>k</i> in all is
 * not told at all. A day that is over does not change, but for logs that come late.
 *
 * @param totals all of it
 */
record DownloadFigures(int k, LocalDate since, LocalDate until, Downloads.Totals totals) {

    private static final int DAYS = 90;
    private static final String OTHER = PublicationRules.OTHER;
    private static final String UNKNOWN = "unknown";

    /** Counts what was downloaded until yesterday. */
    static DownloadFigures of(Downloads downloads, int k, Instant now) {
        LocalDate until = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
        LocalDate since = until.minusDays(DAYS - 1L);
        return new DownloadFigures(k, since, until, downloads.totals(since, until));
    }

    /** {@return what changes when there is news} */
    String fingerprint() {
        return since + " " + k + " " + new TreeMap<>(by(Downloads.Item::toString)) + " "
                + new TreeMap<>(totals.countries()) + " " + totals.days() + " "
                + totals.addresses().entrySet().stream()
                        .map(Object::toString)
                        .sorted()
                        .toList();
    }

    /** {@return the document of a release} */
    Releases.Document document(long release, Instant generated) {
        SortedMap<String, Long> products = folded(by(item -> item.kind() + " " + item.product()));
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("release", release)
                .put("generated", generated.toString())
                .put("k", k)
                .put("since", since.toString())
                .put("until", until.toString())
                .put(
                        "downloads",
                        products.values().stream().mapToLong(Long::longValue).sum());
        ArrayNode list = json.putArray("products");
        largestFirst(products).forEach(product -> product(list.addObject(), product));
        list(json.putArray("countries"), "country", folded(named(totals.countries())));
        ArrayNode days = json.putArray("days");
        ShownDays.of(List.copyOf(totals.days().entrySet()), Map.Entry::getValue, k)
                .forEach(day -> day(days.addObject(), day.getKey(), day.getValue()));
        return new Releases.Document(Releases.DOWNLOADS, Releases.ALL, json.toString());
    }

    private void product(ObjectNode json, Map.Entry<String, Long> product) {
        int blank = product.getKey().indexOf(' ');
        if (blank < 0) {
            json.put("product", OTHER).put("kind", OTHER).put("downloads", product.getValue());
            return;
        }
        String kind = product.getKey().substring(0, blank);
        String name = product.getKey().substring(blank + 1);
        json.put("product", name).put("kind", kind).put("downloads", product.getValue());
        List<Long> reached = totals.addressesOf(name);
        long mean = (long) reached.stream().mapToLong(Long::longValue).average().orElse(0);
        if (mean >= k) {
            json.put("addresses_per_day", mean);
        }
        list(json.putArray("versions"), "version", folded(of(kind, name, Downloads.Item::version)));
        list(json.putArray("architectures"), "architecture", folded(of(kind, name, Downloads.Item::architecture)));
    }

    private void day(ObjectNode json, LocalDate day, long downloads) {
        json.put("day", day.toString()).put("downloads", downloads);
        long addresses = totals.addresses().getOrDefault(new Downloads.Reach(day, ""), 0L);
        if (addresses >= k) {
            json.put("addresses", addresses);
        }
    }

    private Map<String, Long> by(Function<Downloads.Item, String> name) {
        Map<String, Long> sums = new TreeMap<>();
        totals.items().forEach((item, downloads) -> sums.merge(name.apply(item), downloads, Long::sum));
        return sums;
    }

    private Map<String, Long> of(String kind, String product, Function<Downloads.Item, String> name) {
        Map<String, Long> sums = new TreeMap<>();
        totals.items().forEach((item, downloads) -> {
            if (item.kind().equals(kind) && item.product().equals(product)) {
                sums.merge(name.apply(item), downloads, Long::sum);
            }
        });
        return named(sums);
    }

    private static Map<String, Long> named(Map<String, Long> sums) {
        Map<String, Long> named = new TreeMap<>();
        sums.forEach((name, downloads) -> named.merge(name.isEmpty() ? UNKNOWN : name, downloads, Long::sum));
        return named;
    }

    /** {@return these, what is too little in "other"; empty if all together are} */
    private SortedMap<String, Long> folded(Map<String, Long> sums) {
        SortedMap<String, Long> shown = new TreeMap<>();
        long other = 0;
        for (Map.Entry<String, Long> sum : sums.entrySet()) {
            if (sum.getValue() >= k && !sum.getKey().equals(OTHER)) {
                shown.put(sum.getKey(), sum.getValue());
            } else {
                other += sum.getValue();
            }
        }
        while (other > 0 && other < k && !shown.isEmpty()) {
            List<Map.Entry<String, Long>> largestFirst = largestFirst(shown);
            Map.Entry<String, Long> least = largestFirst.get(largestFirst.size() - 1);
            shown.remove(least.getKey());
            other += least.getValue();
        }
        if (other >= k) {
            shown.put(OTHER, other);
        }
        return shown;
    }

    private static List<Map.Entry<String, Long>> largestFirst(SortedMap<String, Long> sums) {
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(sums.entrySet());
        sorted.sort(Comparator.<Map.Entry<String, Long>, Boolean>comparing(
                        sum -> sum.getKey().equals(OTHER))
                .thenComparing(sum -> -sum.getValue())
                .thenComparing(Map.Entry::getKey));
        return sorted;
    }

    private static void list(ArrayNode list, String name, SortedMap<String, Long> sums) {
        largestFirst(sums)
                .forEach(sum -> list.addObject().put(name, sum.getKey()).put("downloads", sum.getValue()));
    }
}
