package org.openvz.vzstats.release.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.openvz.vzstats.release.internal.PublicationRules.Published;
import org.openvz.vzstats.release.internal.PublicationRules.Statistic;

/**
 * What two releases of one metric tell together: neither shows a group of fewer than k nodes, but one may show today what was needed
 * yesterday to hide another.
 *
 * <p>It looks with the eyes of somebody who knows the rules. How many nodes of one platform have one value is an unknown, in each release;
 * what is published are sums of them. An unknown that is shown in one of the two releases, and has in truth stayed the same, is taken for
 * the same in the other. So is one that is shown in neither, where the sum over all platforms has stayed the same too. Nobody knows that
 * much, only guesses it; who sees a sum change does not know which part of it has.
 */
final class Disclosure {

    /**
     * Of values that are shown alike, and have stayed the same alike, so many are looked at: what follows for one follows for each, and to
     * know the others makes nobody know less.
     */
    private static final int OF_A_KIND = 3;

    /**
     * One of the two.
     *
     * @param table the values that are shown for single platforms, if any platform is
     */
    private record Told(String when, Basis basis, Published published, Set<String> table) {

        static Told of(String when, Draft draft) {
            Set<String> table = new TreeSet<>();
            draft.published()
                    .platforms()
                    .values()
                    .forEach(column -> table.addAll(column.cells().keySet()));
            return new Told(when, draft.basis(), draft.published(), table);
        }

        long nodes(String platform, String value) {
            return basis.byPlatform()
                    .getOrDefault(platform, Counts.NONE)
                    .of(value)
                    .nodes();
        }

        boolean shows(String value) {
            return !value.equals(PublicationRules.OTHER)
                    && published.all().cells().containsKey(value);
        }

        boolean shows(String platform, String value) {
            return !value.equals(PublicationRules.OTHER)
                    && published.platforms().containsKey(platform)
                    && table.contains(value);
        }
    }

    private final int k;
    private final Told before;
    private final Told now;
    private final List<String> platforms;
    private final Map<List<Object>, List<String>> kinds = new LinkedHashMap<>();
    private final List<String> values = new ArrayList<>();
    private final Map<List<String>, Integer> unknowns = new HashMap<>();
    private final Equations equations = new Equations();

    private Disclosure(Told before, Told now) {
        this.k = now.basis().k();
        this.before = before;
        this.now = now;
        SortedSet<String> all = new TreeSet<>(before.basis().byPlatform().keySet());
        all.addAll(now.basis().byPlatform().keySet());
        platforms = List.copyOf(all);
        for (String value : values(before.basis(), now.basis())) {
            kinds.computeIfAbsent(kind(value), unseen -> new ArrayList<>()).add(value);
        }
        kinds.values().forEach(alike -> values.addAll(looked(alike)));
    }

    /** {@return whether a group of fewer than k nodes follows from what is published of both} */
    static boolean of(Draft before, Draft now) {
        Published then = before.published();
        Published next = now.published();
        if (now.basis().k() == 1 || then.all().n() == 0 || next.all().n() == 0 || then.equals(next)) {
            return false;
        }
        return new Disclosure(Told.of("before", before), Told.of("now", now)).revealsSmall();
    }

    private boolean revealsSmall() {
        for (Told told : List.of(before, now)) {
            add(
                    told,
                    platforms,
                    values.stream().filter(told::shows).toList(),
                    told.published().all());
            told.published()
                    .platforms()
                    .forEach((platform, column) -> add(
                            told,
                            List.of(platform),
                            values.stream()
                                    .filter(value -> told.shows(platform, value))
                                    .toList(),
                            column));
        }
        return reveals(before) || reveals(now);
    }

    /** What one statistic says of these platforms: each value that it shows, and the sum of the others. */
    private void add(Told told, List<String> group, List<String> shown, Statistic statistic) {
        shown.forEach(value -> equations.add(cells(told, group, List.of(value))));
        Counts.Amount other = statistic.cells().get(PublicationRules.OTHER);
        // A node can have several values of a count: then n is no sum, and bounds what "other" says.
        if (!told.basis().counts() || (other != null && other.nodes() < statistic.n())) {
            List<String> others = new ArrayList<>(values);
            others.removeAll(shown);
            equations.add(cells(told, group, others));
        }
    }

    private boolean reveals(Told told) {
        List<List<String>> groups = new ArrayList<>();
        platforms.forEach(platform -> groups.add(List.of(platform)));
        groups.add(platforms);
        groups.add(platforms.stream()
                .filter(platform -> !told.published().platforms().containsKey(platform))
                .toList());
        return groups.stream().anyMatch(group -> kinds.values().stream()
                .anyMatch(alike -> alike.stream().anyMatch(value -> isSmall(told, group, value))
                        && looked(alike).stream()
                                .anyMatch(value -> equations.determine(cells(told, group, List.of(value))))));
    }

    private boolean isSmall(Told told, List<String> group, String value) {
        long nodes = group.stream()
                .mapToLong(platform -> told.nodes(platform, value))
                .sum();
        return nodes > 0 && nodes < k;
    }

    /** {@return the unknowns behind these values of these platforms} */
    private Set<Integer> cells(Told told, List<String> group, List<String> some) {
        Set<Integer> cells = new TreeSet<>();
        for (String value : some) {
            for (String platform : group) {
                String when = isSame(platform, value) ? "" : told.when();
                cells.add(unknowns.computeIfAbsent(List.of(value, platform, when), unseen -> unknowns.size()));
            }
        }
        return cells;
    }

    private static List<String> looked(List<String> alike) {
        return alike.subList(0, Math.min(OF_A_KIND, alike.size()));
    }

    private List<Object> kind(String value) {
        return List.of(
                before.shows(value),
                before.table().contains(value),
                now.shows(value),
                now.table().contains(value),
                platforms.stream().map(platform -> isSame(platform, value)).toList());
    }

    private boolean isSame(String platform, String value) {
        return before.nodes(platform, value) == now.nodes(platform, value)
                && (before.shows(platform, value) || now.shows(platform, value) || sumStayed(value));
    }

    private boolean sumStayed(String value) {
        Statistic then = before.published().all();
        Statistic next = now.published().all();
        return (before.shows(value) && now.shows(value))
                ? Objects.equals(then.cells().get(value), next.cells().get(value))
                : then.n() == next.n();
    }

    private static SortedSet<String> values(Basis before, Basis now) {
        SortedSet<String> values = new TreeSet<>();
        for (Basis basis : List.of(before, now)) {
            basis.byPlatform()
                    .values()
                    .forEach(column -> values.addAll(column.cells().keySet()));
        }
        return values;
    }
}
