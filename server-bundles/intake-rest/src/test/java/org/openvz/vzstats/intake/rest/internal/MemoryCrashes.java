package org.openvz.vzstats.intake.rest.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.StoreUnavailableException;

/** Keeps crashes in memory; it can be full, or switched off. */
final class MemoryCrashes implements Crashes {

    private final List<Crash> added = new ArrayList<>();
    private final List<LocalDate> received = new ArrayList<>();
    private boolean full;
    private boolean away;

    void full() {
        full = true;
    }

    void away() {
        away = true;
    }

    List<Crash> added() {
        return List.copyOf(added);
    }

    List<LocalDate> received() {
        return List.copyOf(received);
    }

    @Override
    public boolean add(Crash crash, LocalDate day) {
        if (away) {
            throw new StoreUnavailableException(new IllegalStateException("away"));
        }
        if (!full) {
            added.add(crash);
            received.add(day);
        }
        return !full;
    }

    @Override
    public List<Component> components(LocalDate since) {
        throw new AssertionError("the intake does not look");
    }

    @Override
    public List<Day> days(LocalDate since, Collection<String> components) {
        throw new AssertionError("the intake does not look");
    }

    @Override
    public List<Group> groups(Wanted wanted) {
        throw new AssertionError("the intake does not look");
    }

    @Override
    public Optional<Detail> group(String hash) {
        throw new AssertionError("the intake does not look");
    }
}
