package org.openvz.vzstats.store.jdbc.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Observations;

/**
 * A node while a batch works on it: what the batch makes of what was stored. Every change goes to the deltas at once, so that
 * at any moment stored counters plus deltas are the sum over all nodes.
 */
final class NodeState {

    private final String id;
    private final Deltas deltas;
    private final NavigableMap<String, StoredSection> sections = new TreeMap<>();
    private final SortedMap<String, StoredSection> stored;
    private final SortedSet<String> touched = new TreeSet<>();

    private String platform;
    private long lastReceived;
    private boolean live;

    /** A node of which something is stored. */
    NodeState(
            String id,
            String platform,
            long lastReceived,
            boolean live,
            Collection<StoredSection> sections,
            Deltas deltas) {
        this.id = id;
        this.platform = platform;
        this.lastReceived = lastReceived;
        this.live = live;
        sections.forEach(section -> this.sections.put(section.collector(), section));
        this.stored = new TreeMap<>(this.sections);
        this.deltas = deltas;
    }

    /** Takes a section in place of the one it had, unless that is newer. The node is live either way: it has reported. */
    void take(StoredSection section, Observations values) {
        lastReceived = Math.max(lastReceived, section.received());
        if (!live) {
            live = true;
            deltas.nodeComes(platform);
        }
        StoredSection had = sections.get(section.collector());
        if (had != null && section.isBefore(had)) {
            return;
        }
        if (had == null) {
            deltas.comes(platform, values);
        } else if (!had.observations().equals(section.observations())) {
            deltas.changes(platform, had.values(), values);
        }
        sections.put(section.collector(), section);
        touched.add(section.collector());
        Map<String, Long> product = values.byMetric().get(Observations.PLATFORM);
        if (product != null && product.size() == 1) {
            moveTo(product.keySet().iterator().next());
        }
    }

    /** Takes out the sections that were not renewed since. */
    void forgetSections(long since) {
        for (StoredSection section : new ArrayList<>(sections.values())) {
            if (section.received() < since) {
                forget(section);
            }
        }
    }

    /** Takes the node out of the census, if it has not reported since. What it last said its platform is stays known. */
    boolean leave(long since) {
        if (!live || lastReceived >= since) {
            return false;
        }
        new ArrayList<>(sections.values()).forEach(this::forget);
        deltas.nodeGoes(platform);
        live = false;
        return true;
    }

    /** Takes the node out of the census, with all it has said. */
    void forget() {
        new ArrayList<>(sections.values()).forEach(this::forget);
        if (live) {
            deltas.nodeGoes(platform);
            live = false;
        }
    }

    private void forget(StoredSection section) {
        deltas.goes(platform, section.values());
        sections.remove(section.collector());
        touched.add(section.collector());
    }

    private void moveTo(String next) {
        if (next.equals(platform)) {
            return;
        }
        deltas.nodeGoes(platform);
        deltas.nodeComes(next);
        for (StoredSection section : sections.values()) {
            Observations values = section.values();
            deltas.goes(platform, values);
            deltas.comes(next, values);
        }
        platform = next;
    }

    String id() {
        return id;
    }

    String platform() {
        return platform;
    }

    long lastReceived() {
        return lastReceived;
    }

    boolean live() {
        return live;
    }

    /** {@return the sections that are new in the table} */
    Collection<StoredSection> toInsert() {
        return touched.stream()
                .filter(collector -> sections.containsKey(collector) && !stored.containsKey(collector))
                .map(sections::get)
                .toList();
    }

    /** {@return the sections that replace one in the table, which said something else} */
    Collection<StoredSection> toUpdate() {
        return replacing(false);
    }

    /** {@return the sections that replace one in the table, which said the same} */
    Collection<StoredSection> toRenew() {
        return replacing(true);
    }

    private Collection<StoredSection> replacing(boolean same) {
        List<StoredSection> replacing = new ArrayList<>();
        for (String collector : touched) {
            StoredSection section = sections.get(collector);
            StoredSection had = stored.get(collector);
            if (section != null && had != null && had.observations().equals(section.observations()) == same) {
                replacing.add(section);
            }
        }
        return replacing;
    }

    /** {@return the collectors whose section leaves the table} */
    Collection<String> toDelete() {
        return touched.stream()
                .filter(collector -> !sections.containsKey(collector) && stored.containsKey(collector))
                .toList();
    }

    /** {@return a node that nothing is known of} */
    static NodeState unknown(String id, Deltas deltas) {
        return new NodeState(id, Census.UNKNOWN_PLATFORM, 0, false, new ArrayList<>(), deltas);
    }
}
