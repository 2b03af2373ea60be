package org.openvz.vzstats.release.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Crashes;

class CrashFiguresTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Test
    void whatFewReportIsLeftOutAndNothingFollowsFromIt() {
        String json = json(
                5,
                List.of(
                        new Crashes.Component("glibc", new Crashes.Amount(3, 4, 0), 2),
                        new Crashes.Component("qemu-kvm", new Crashes.Amount(100, 5, 0), 2),
                        new Crashes.Component("vzctl", new Crashes.Amount(7, 2, 4), 1)),
                List.of(day(0, 60, 6), day(1, 40, 5), day(2, 7, 4)));

        assertEquals(
                "{\"release\":7,\"generated\":\"2026-11-22T12:00:00Z\",\"k\":5,\"since\":\"2026-08-24\",\"crashes\":107,\"complete\":false,"
                        + "\"components\":[{\"component\":\"qemu-kvm\",\"crashes\":100,\"reporters\":5},"
                        + "{\"component\":\"vzctl\",\"crashes\":7,\"reporters\":6}],"
                        + "\"days\":[{\"day\":\"2026-11-20\",\"crashes\":60}]}",
                json);
    }

    @Test
    void itGoesIntoOtherIfThatHasEnoughForItself() {
        String json = json(
                5,
                List.of(
                        new Crashes.Component("glibc", new Crashes.Amount(3, 4, 0), 2),
                        new Crashes.Component("other", new Crashes.Amount(200, 5, 0), 2),
                        new Crashes.Component("vzctl", new Crashes.Amount(7, 2, 4), 1)),
                List.of(day(0, 210, 11)));

        assertEquals(
                "{\"release\":7,\"generated\":\"2026-11-22T12:00:00Z\",\"k\":5,\"since\":\"2026-08-24\",\"crashes\":210,\"complete\":false,"
                        + "\"components\":[{\"component\":\"vzctl\",\"crashes\":7,\"reporters\":6},"
                        + "{\"component\":\"other\",\"crashes\":203,\"reporters\":5}],"
                        + "\"days\":[{\"day\":\"2026-11-20\",\"crashes\":210}]}",
                json);
    }

    @Test
    void withOneOfOneEverythingIsShown() {
        String json =
                json(1, List.of(new Crashes.Component("glibc", new Crashes.Amount(3, 1, 0), 2)), List.of(day(0, 3, 1)));

        assertEquals(
                "{\"release\":7,\"generated\":\"2026-11-22T12:00:00Z\",\"k\":1,\"since\":\"2026-08-24\",\"crashes\":3,\"complete\":true,"
                        + "\"components\":[{\"component\":\"glibc\",\"crashes\":3,\"reporters\":1}],"
                        + "\"days\":[{\"day\":\"2026-11-20\",\"crashes\":3}]}",
                json);
    }

    private static Crashes.Day day(int after, long crashes, long nodes) {
        return new Crashes.Day(DAY.plusDays(after), new Crashes.Amount(crashes, nodes, 0));
    }

    private static String json(int k, List<Crashes.Component> components, List<Crashes.Day> days) {
        Crashes crashes = new Counted(k, components, days);
        return CrashFigures.of(crashes, k, NOW).document(7, NOW).json();
    }

    /** Says what it is told, and only of the components that are shown. */
    private record Counted(int k, List<Component> all, List<Day> each) implements Crashes {

        @Override
        public boolean add(Crash crash, LocalDate received) {
            throw new AssertionError("a release adds nothing");
        }

        @Override
        public List<Component> components(LocalDate since) {
            return all;
        }

        @Override
        public List<Day> days(LocalDate since, Collection<String> components) {
            boolean folds = components.contains("other");
            List<String> expected = all.stream()
                    .filter(one -> folds || one.amount().reporters() >= k)
                    .map(Component::name)
                    .toList();
            assertEquals(new TreeSet<>(expected), new TreeSet<>(components));
            return each;
        }

        @Override
        public List<Group> groups(Wanted wanted) {
            throw new AssertionError("a release has no groups");
        }

        @Override
        public Optional<Detail> group(String hash) {
            throw new AssertionError("a release has no groups");
        }
    }
}
