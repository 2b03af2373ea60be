package org.openvz.vzstats.passive.downloads.internal;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.openvz.vzstats.server.api.Downloads;
import org.openvz.vzstats.server.api.StoreUnavailableException;

/** Downloads in memory; it may break off before or after it has counted something. */
final class MemoryDownloads implements Downloads {

    private final Map<String, Long> positions = new HashMap<>();
    private final Map<Download, Long> counts =
            new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
    private final Map<Reach, Long> addresses = new HashMap<>();
    private int parts;
    private int until = Integer.MAX_VALUE;
    private boolean afterwards;

    void failAt(int nth, boolean afterItWasCounted) {
        until = nth;
        afterwards = afterItWasCounted;
    }

    int parts() {
        return parts;
    }

    Map<Download, Long> counts() {
        return Map.copyOf(counts);
    }

    Map<Reach, Long> addresses() {
        return Map.copyOf(addresses);
    }

    @Override
    public long position(String log) {
        return positions.getOrDefault(log, 0L);
    }

    @Override
    public boolean add(Part part, Map<Download, Long> more, Map<Reach, Long> reached) {
        boolean fails = --until == 0;
        if (fails && !afterwards) {
            throw new StoreUnavailableException(new IllegalStateException("injected"));
        }
        if (position(part.log()) != part.from()) {
            return false;
        }
        parts++;
        positions.put(part.log(), part.to());
        more.forEach((download, times) -> counts.merge(download, times, Long::sum));
        reached.forEach((reach, number) -> addresses.merge(reach, number, Long::max));
        if (fails) {
            throw new StoreUnavailableException(new IllegalStateException("injected after it was counted"));
        }
        return true;
    }

    @Override
    public Totals totals(LocalDate first, LocalDate last) {
        throw new AssertionError("whoever counts publishes nothing");
    }
}
