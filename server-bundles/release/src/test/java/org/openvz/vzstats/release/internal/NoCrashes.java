package org.openvz.vzstats.release.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Crashes;

/** Nothing has crashed. */
final class NoCrashes implements Crashes {

    static final Figures FIGURES = Figures.of(new NoCrashes(), new NoDownloads(), 5, Instant.EPOCH);

    @Override
    public boolean add(Crash crash, LocalDate received) {
        throw new AssertionError("a release adds nothing");
    }

    @Override
    public List<Component> components(LocalDate since) {
        return List.of();
    }

    @Override
    public List<Day> days(LocalDate since, Collection<String> components) {
        return List.of();
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
