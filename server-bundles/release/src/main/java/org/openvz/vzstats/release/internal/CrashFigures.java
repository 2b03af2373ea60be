package org.openvz.vzstats.release.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Releases;

/**
 * What is published of crashes: how often each component crashed, and how often on each day, in the last 90 days. No number stands for
 * fewer than <i>k</i> reporters. What is of none of a public list is "other". One node may be behind all the small numbers; so they go into
 * "other" only if that has <i>k</i> for itself, else they are left out; and sums are those of what is shown, so that nothing follows from
 * what is missing.
 *
 * @param components that are shown
 * @param complete whether nothing is left out or folded
 * @param days as the components that are shown are counted
 */
record CrashFigures(
        int k, LocalDate since, List<Crashes.Component> components, boolean complete, List<Crashes.Day> days) {

    private static final int DAYS = 90;

    /** Counts what has crashed until now. */
    static CrashFigures of(Crashes crashes, int k, Instant now) {
        LocalDate since = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS);
        List<Crashes.Component> counted = crashes.components(since);
        Map<Boolean, List<Crashes.Component>> enough = counted.stream()
                .collect(Collectors.partitioningBy(one -> one.amount().reporters() >= k));
        List<Crashes.Component> few = enough.getOrDefault(false, List.of());
        boolean folds = enough.getOrDefault(true, List.of()).stream().anyMatch(CrashFigures::isOther);
        List<Crashes.Component> shown = enough.getOrDefault(true, List.of()).stream()
                .map(one -> isOther(one) ? with(one, few) : one)
                .toList();
        Set<String> names = (folds ? counted : shown)
                .stream().map(Crashes.Component::name).collect(Collectors.toCollection(TreeSet::new));
        return new CrashFigures(
                k,
                since,
                shown,
                few.isEmpty(),
                ShownDays.of(crashes.days(since, names), day -> day.amount().reporters(), k));
    }

    private static boolean isOther(Crashes.Component component) {
        return component.name().equals(PublicationRules.OTHER);
    }

    /** {@return it with the crashes of these, by how many reporters nobody can tell but that they are not fewer} */
    private static Crashes.Component with(Crashes.Component other, List<Crashes.Component> few) {
        long crashes = few.stream().mapToLong(one -> one.amount().crashes()).sum();
        Crashes.Amount amount = other.amount();
        return new Crashes.Component(
                other.name(),
                new Crashes.Amount(amount.crashes() + crashes, amount.nodes(), amount.anonymous()),
                other.groups() + few.size());
    }

    /** {@return what changes when there is news} */
    String fingerprint() {
        return since + " " + k + " " + components + " " + complete + " " + days;
    }

    /** {@return the document of a release} */
    Releases.Document document(long release, Instant generated) {
        long crashes =
                components.stream().mapToLong(one -> one.amount().crashes()).sum();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("release", release)
                .put("generated", generated.toString())
                .put("k", k)
                .put("since", since.toString())
                .put("crashes", crashes)
                .put("complete", complete);
        ArrayNode list = json.putArray("components");
        components.stream()
                .sorted(Comparator.comparing(CrashFigures::isOther)
                        .thenComparing(one -> -one.amount().crashes())
                        .thenComparing(Crashes.Component::name))
                .forEach(one -> list.addObject()
                        .put("component", one.name())
                        .put("crashes", one.amount().crashes())
                        .put("reporters", one.amount().reporters()));
        ArrayNode trend = json.putArray("days");
        days.forEach(one -> trend.addObject()
                .put("day", one.day().toString())
                .put("crashes", one.amount().crashes()));
        return new Releases.Document(Releases.CRASHES, Releases.ALL, json.toString());
    }
}
