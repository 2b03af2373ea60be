package org.openvz.vzstats.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;

/**
 * What hosts there are and how many of each, as {@code population.yaml} says it.
 *
 * @param kinds of hosts
 * @param choices what is drawn for a host, in this order; metrics of one choice belong together, such as a processor and its cores
 * @param countries where hosts are
 */
record Population(List<Kind> kinds, List<Choice> choices, List<Country> countries) {

    /** Keeps copies. */
    Population {
        kinds = List.copyOf(kinds);
        choices = List.copyOf(choices);
        countries = List.copyOf(countries);
    }

    /**
     * Hosts of one kind.
     *
     * @param name of the kind
     * @param share how many of them, beside the shares of the others
     * @param values what a host of this kind was recorded to have
     * @param turnover how many of them are new, and how many have gone
     */
    record Kind(String name, int share, SortedMap<String, Value> values, Turnover turnover) {}

    /**
     * What has become of the hosts of a kind in the last days, for each hundred of today's.
     *
     * @param came how many have come
     * @param left how many have left
     */
    record Turnover(int came, int left) {}

    /**
     * Where hosts are.
     *
     * @param code of ISO 3166, two letters
     * @param share how many of them, beside the shares of the others
     */
    record Country(String code, int share) {}

    /**
     * Something that is drawn.
     *
     * @param number which of the choices it is
     * @param kinds for hosts of these kinds; empty for all
     * @param options of which one is taken
     */
    record Choice(int number, List<String> kinds, List<Option> options) {

        boolean concerns(Kind kind) {
            return kinds.isEmpty() || kinds.contains(kind.name());
        }

        Option draw(RandomGenerator random) {
            return weighted(options, Option::weight, random);
        }

        /** {@return what there was before an option came out} */
        Option after(Option option) {
            return options.get(options.indexOf(option) + 1);
        }
    }

    /**
     * What may be drawn.
     *
     * @param weight how often, beside the others
     * @param out how many days ago it came out: before, there was the next option instead; 0 if it has always been there
     * @param set what the host has then
     * @param without what it does not have then: metrics, or whole topics
     */
    record Option(int weight, int out, Map<String, Value> set, List<String> without) {}

    /** {@return one kind, by the shares} */
    Kind draw(RandomGenerator random) {
        return weighted(kinds, Kind::share, random);
    }

    /** {@return one country, by the shares} */
    Country country(RandomGenerator random) {
        return weighted(countries, Country::share, random);
    }

    private static <T> T weighted(List<T> all, ToIntFunction<T> weight, RandomGenerator random) {
        int drawn = random.nextInt(all.stream().mapToInt(weight).sum());
        for (T one : all) {
            drawn -= weight.applyAsInt(one);
            if (drawn < 0) {
                return one;
            }
        }
        throw new IllegalStateException("weights changed");
    }

    static Population read(Dictionary dictionary) throws IOException {
        JsonNode file;
        try (InputStream in = Population.class.getResourceAsStream("population.yaml")) {
            file = new YAMLMapper().readTree(in);
        }
        List<Kind> kinds = new ArrayList<>();
        for (JsonNode kind : file.path("kinds")) {
            kinds.add(new Kind(
                    kind.path("name").asText(),
                    kind.path("share").asInt(),
                    RecordedHosts.values(dictionary, kind.path("host").asText()),
                    new Turnover(kind.path("came").asInt(), kind.path("left").asInt())));
        }
        List<Choice> choices = new ArrayList<>();
        for (JsonNode choice : file.path("choices")) {
            List<Option> options = new ArrayList<>();
            for (JsonNode option : choice.path("one_of")) {
                options.add(option(dictionary, option));
            }
            choices.add(new Choice(choices.size(), texts(choice.path("kinds")), options));
        }
        List<Country> countries = new ArrayList<>();
        file.path("countries")
                .properties()
                .forEach(country -> countries.add(
                        new Country(country.getKey(), country.getValue().asInt())));
        return new Population(kinds, choices, countries);
    }

    private static Option option(Dictionary dictionary, JsonNode option) throws IOException {
        Map<String, Value> set = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : option.path("set").properties()) {
            Metric metric = dictionary
                    .metric(field.getKey())
                    .orElseThrow(() -> new IOException("no collector has a metric " + field.getKey()));
            set.put(metric.name(), value(metric, field.getValue()));
        }
        return new Option(
                option.path("weight").asInt(), option.path("out").asInt(), set, texts(option.path("without")));
    }

    private static Value value(Metric metric, JsonNode json) {
        return switch (metric.type()) {
            case FLAG -> new Value.Flag(json.booleanValue());
            case QUANTITY -> new Value.Quantity(json.longValue());
            case CATEGORY, LABEL, VERSION -> new Value.Text(json.asText());
            case COUNTS -> {
                SortedMap<String, Long> byKey = new TreeMap<>();
                json.properties()
                        .forEach(field ->
                                byKey.put(field.getKey(), field.getValue().longValue()));
                yield new Value.Counts(byKey);
            }
            case UREPORTS -> throw new IllegalArgumentException("crash reports are no part of the census");
        };
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
