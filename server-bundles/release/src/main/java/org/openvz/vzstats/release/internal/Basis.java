package org.openvz.vzstats.release.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openvz.vzstats.server.api.Census;

/**
 * What the published numbers of a metric were made of: the same basis makes the same numbers, under the same version of the rules. It is
 * kept with the last release, since the next must not tell together with it what it does not tell alone.
 *
 * @param k the smallest number of nodes in a cell
 * @param named the platforms that may have a table of their own
 * @param folded values that are folded although they need not be
 * @param counts whether it is a count
 * @param byPlatform the counters
 */
record Basis(
        int k,
        SortedSet<String> named,
        SortedSet<String> folded,
        boolean counts,
        SortedMap<String, Counts> byPlatform) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** {@return what is published of it} */
    PublicationRules.Published published() {
        return new PublicationRules(k).publish(byPlatform, named, folded, counts);
    }

    /** {@return it as JSON} */
    String json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("rules", PublicationRules.VERSION)
                .put("k", k)
                .put("counts", counts);
        ArrayNode names = json.putArray("named");
        named.forEach(names::add);
        ArrayNode values = json.putArray("folded");
        folded.forEach(values::add);
        ObjectNode platforms = json.putObject("platforms");
        byPlatform.forEach((platform, column) -> {
            ObjectNode cells = platforms.putObject(platform).put(Census.ASKED, column.n());
            column.cells()
                    .forEach((value, amount) ->
                            cells.putArray("=" + value).add(amount.nodes()).add(amount.total()));
        });
        return json.toString();
    }

    /** {@return what was written; empty if it was by other rules, or is damaged: then the numbers are made anew} */
    static Optional<Basis> parse(String text) {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // A table that somebody wrote into; what is made of it next is sound.
            return Optional.empty();
        }
        if (json.path("rules").asInt() != PublicationRules.VERSION) {
            return Optional.empty();
        }
        SortedSet<String> named = new TreeSet<>();
        json.path("named").forEach(name -> named.add(name.asText()));
        SortedSet<String> folded = new TreeSet<>();
        json.path("folded").forEach(value -> folded.add(value.asText()));
        SortedMap<String, Counts> byPlatform = new TreeMap<>();
        json.path("platforms").properties().forEach(platform -> {
            SortedMap<String, Counts.Amount> cells = new TreeMap<>();
            platform.getValue().properties().forEach(cell -> {
                if (cell.getKey().startsWith("=")) {
                    JsonNode amount = cell.getValue();
                    cells.put(
                            cell.getKey().substring(1),
                            new Counts.Amount(
                                    amount.path(0).asLong(), amount.path(1).asLong()));
                }
            });
            byPlatform.put(
                    platform.getKey(),
                    new Counts(platform.getValue().path(Census.ASKED).asLong(), cells));
        });
        return Optional.of(new Basis(
                Math.max(1, json.path("k").asInt()),
                named,
                folded,
                json.path("counts").asBoolean(),
                byPlatform));
    }
}
