package org.openvz.vzstats.fleet;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Metric;

/** How one host differs from a recorded one of its kind, where nothing else says it. */
final class Variation {

    private static final Pattern LAST_NUMBER = Pattern.compile("(.*?)(\\d{1,4})$");

    private Variation() {}

    /** {@return a value like this one} */
    static Value of(Metric metric, Value value, RandomGenerator random) {
        if (value instanceof Value.Flag flag) {
            return random.nextInt(100) < 15 ? new Value.Flag(!flag.set()) : flag;
        }
        if (value instanceof Value.Quantity quantity) {
            return new Value.Quantity(
                    metric.exact() ? exact(quantity.amount(), random) : bucket(metric, quantity.amount(), random));
        }
        if (value instanceof Value.Text text) {
            return new Value.Text(text(metric, text.text(), random));
        }
        return counts(metric, ((Value.Counts) value).byKey(), random);
    }

    private static long exact(long amount, RandomGenerator random) {
        int drawn = random.nextInt(100);
        if (drawn < 70) {
            return amount;
        }
        return drawn < 85 ? 2 * amount : (amount + 1) / 2;
    }

    /** Some buckets up or down. */
    private static long bucket(Metric metric, long amount, RandomGenerator random) {
        List<Long> bounds = metric.buckets();
        long lower = metric.bucketOf(amount);
        int index = bounds.indexOf(lower) + (int) Math.round(random.nextGaussian() * 1.3);
        if (index < 0) {
            return 0;
        }
        return bounds.get(Math.min(index, bounds.size() - 1));
    }

    private static String text(Metric metric, String text, RandomGenerator random) {
        return switch (metric.type()) {
            case CATEGORY -> random.nextInt(100) < 85 ? text : metric.values().get(skewed(metric, random));
            case VERSION -> random.nextInt(100) < 50 ? text : neighbour(metric, text, random);
            default -> text;
        };
    }

    /** Another release of the same version. */
    private static String neighbour(Metric metric, String text, RandomGenerator random) {
        Matcher matcher = LAST_NUMBER.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        String other = matcher.group(1) + (Integer.parseInt(matcher.group(2)) + 1 + random.nextInt(3));
        return metric.admits(other) ? other : text;
    }

    private static Value counts(Metric metric, SortedMap<String, Long> byKey, RandomGenerator random) {
        SortedMap<String, Long> counts = new TreeMap<>();
        byKey.forEach((key, number) -> {
            if (random.nextInt(100) < 85) {
                counts.put(key, random.nextInt(100) < 60 ? number : number + random.nextInt(1 + 3 * number.intValue()));
            }
        });
        if (!metric.values().isEmpty() && random.nextInt(100) < 30) {
            counts.merge(metric.values().get(skewed(metric, random)), 1L, Long::sum);
        }
        return new Value.Counts(counts);
    }

    /** {@return one of the values, the first more often than the last} */
    private static int skewed(Metric metric, RandomGenerator random) {
        double uniform = random.nextDouble();
        return (int) (uniform * uniform * metric.values().size());
    }
}
