package org.openvz.vzstats.fleet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.dictionary.Vocabulary;
import org.openvz.vzstats.report.ReportSection;

/**
 * Any number of plausible nodes. A node and what it reports follow from the seed, its number and the round alone: whoever asks again, for
 * one or for all, in whatever order, gets the same.
 *
 * <p>In each round after the first some values of a node have changed, and one node of a hundred is of another kind.
 */
public final class Fleet {

    private static final String PRODUCT = "platform.product";
    private static final int CHANGES_ONE_OF = 20;
    private static final int MOVES_ONE_OF = 100;
    private static final int LACKS_ONE_OF = 50;

    private final long seed;
    private final Dictionary dictionary;
    private final Population population;
    private final Map<String, Metric> metrics = new TreeMap<>();

    private Fleet(long seed, Dictionary dictionary, Population population) {
        this.seed = seed;
        this.dictionary = dictionary;
        this.population = population;
        for (Topic topic : dictionary.topics().values()) {
            topic.metrics().forEach(metric -> metrics.put(metric.name(), metric));
        }
    }

    /** {@return the fleet of this seed} */
    public static Fleet of(long seed) throws IOException {
        Dictionary dictionary = Topics.dictionary();
        return new Fleet(seed, dictionary, Population.read(dictionary));
    }

    /** {@return what the collectors on the class path define} */
    public Dictionary dictionary() {
        return dictionary;
    }

    /** {@return the sections of a node's full report, each as the guard of a node lets it pass} */
    public List<ReportSection> sections(long node, int round) {
        return sections(values(node, round));
    }

    /** {@return the same of so many days before its first round} */
    List<ReportSection> sectionsBefore(long node, int days) {
        return sections(values(node, 0, days));
    }

    private List<ReportSection> sections(SortedMap<String, Value> all) {
        SortedMap<String, SortedMap<String, Value>> byTopic = new TreeMap<>();
        all.forEach((name, value) -> {
            Vocabulary.Reduced reduced = Vocabulary.reduce(metric(name), value, text -> false);
            reduced.value().ifPresent(kept -> byTopic.computeIfAbsent(topic(name), unseen -> new TreeMap<>())
                    .put(name, kept));
        });
        List<ReportSection> sections = new ArrayList<>();
        byTopic.forEach((topic, values) -> sections.add(new ReportSection(
                new Section(topic, values),
                dictionary.topic(topic).orElseThrow().revision())));
        return sections;
    }

    /** {@return what counts of a node that has reported in so many rounds: of each topic the last section it has sent} */
    public List<ReportSection> counted(long node, int rounds) {
        SortedMap<String, ReportSection> last = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            sections(node, round).forEach(section -> last.put(section.section().collector(), section));
        }
        return List.copyOf(last.values());
    }

    /** {@return what is measured on a node} */
    SortedMap<String, Value> values(long node, int round) {
        return values(node, round, 0);
    }

    private SortedMap<String, Value> values(long node, int round, int daysBefore) {
        Population.Kind kind = kind(node, round);
        SortedMap<String, Value> values = new TreeMap<>();
        kind.values().forEach((name, value) -> {
            RandomGenerator random = random(node, name, last(node, name, round, CHANGES_ONE_OF));
            if (random.nextInt(LACKS_ONE_OF) > 0 || name.equals(PRODUCT)) {
                values.put(name, name.equals(PRODUCT) ? value : Variation.of(metric(name), value, random));
            }
        });
        for (Population.Choice choice : population.choices()) {
            if (choice.concerns(kind)) {
                apply(option(node, choice, round, daysBefore), values);
            }
        }
        return values;
    }

    private Population.Kind kind(long node, int round) {
        return population.draw(random(node, "kind", last(node, "kind", round, MOVES_ONE_OF)));
    }

    private Population.Option option(long node, Population.Choice choice, int round, int daysBefore) {
        String name = "choice " + choice.number();
        Population.Option option = choice.draw(random(node, name, last(node, name, round, CHANGES_ONE_OF)));
        while (option.out() > 0 && daysBefore > taken(node, choice, option)) {
            option = choice.after(option);
        }
        return option;
    }

    /** {@return how many days ago a node took an option on; most do so soon after it has come out} */
    private int taken(long node, Population.Choice choice, Population.Option option) {
        double late = random(node, "takes " + choice.number(), option.out()).nextDouble();
        return (int) (option.out() * (1 - late * late));
    }

    /** {@return how many days ago something of a node may have changed} */
    SortedSet<Integer> changes(long node) {
        SortedSet<Integer> days = new TreeSet<>();
        Population.Kind kind = kind(node, 0);
        for (Population.Choice choice : population.choices()) {
            if (choice.concerns(kind)) {
                for (Population.Option option = option(node, choice, 0, 0);
                        option.out() > 0;
                        option = choice.after(option)) {
                    days.add(taken(node, choice, option));
                }
            }
        }
        return days;
    }

    /** {@return how many nodes of a node's kind have come and left} */
    Population.Turnover turnover(long node) {
        return kind(node, 0).turnover();
    }

    /** {@return where a node is} */
    String country(long node) {
        return population.country(random(node, "country", 0)).code();
    }

    private static void apply(Population.Option option, SortedMap<String, Value> values) {
        for (String without : option.without()) {
            values.keySet().removeIf(name -> name.equals(without) || name.startsWith(without + "."));
        }
        values.putAll(option.set());
    }

    /** {@return the last round up to this one in which this changed} */
    private int last(long node, String what, int round, int oneOf) {
        int last = round;
        while (last > 0 && random(node, what + " changes", last).nextInt(oneOf) > 0) {
            last--;
        }
        return last;
    }

    /** Of its own for everything that is drawn, so that one more metric changes no other. */
    RandomGenerator random(long node, String what, int round) {
        long mixed = seed;
        for (long part : new long[] {node, what.hashCode(), round}) {
            mixed = new SplittableRandom(mixed + part * 0x9E3779B97F4A7C15L).nextLong();
        }
        return new SplittableRandom(mixed);
    }

    Population population() {
        return population;
    }

    private Metric metric(String name) {
        Metric metric = metrics.get(name);
        if (metric == null) {
            throw new IllegalArgumentException("no metric " + name);
        }
        return metric;
    }

    private static String topic(String metric) {
        return metric.substring(0, metric.indexOf('.'));
    }
}
