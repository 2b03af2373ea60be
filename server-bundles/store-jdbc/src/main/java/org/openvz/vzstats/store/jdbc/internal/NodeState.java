package org.openvz.vzstats.store.jdbc.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
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
    private final boolean known;
    private final boolean stored;

    private String platform;
    private long lastReceived;
    private boolean live;
    private long bytes;
    private boolean renewed;
    private boolean changed;

    /**
     * A node.
     *
     * @param known whether there was anything of it
     * @param sections what is stored of it
     */
    private NodeState(String id, boolean known, Standing standing, List<StoredSection> sections, Deltas deltas) {
        this.id = id;
        this.known = known;
        this.platform = standing.platform();
        this.lastReceived = standing.lastReceived();
        this.live = standing.live();
        for (StoredSection section : sections) {
            this.sections.put(section.collector(), section);
            bytes += section.observations().length();
        }
        this.stored = !sections.isEmpty();
        this.deltas = deltas;
    }

    /** How a node stands in the census. */
    record Standing(String platform, long lastReceived, boolean live) {}

    /** {@return a node that there is} */
    static NodeState known(String id, Standing standing, List<StoredSection> sections, Deltas deltas) {
        return new NodeState(id, true, standing, sections, deltas);
    }

    /** {@return a node that nothing is known of} */
    static NodeState unknown(String id, Deltas deltas) {
        return new NodeState(id, false, new Standing(Census.UNKNOWN_PLATFORM, 0, false), List.of(), deltas);
    }

    /** Takes a section in place of the one it had, unless that is newer. The node is live either way: it has reported. */
    void take(String collector, StoredSection.Said said, Observations values) {
        lastReceived = Math.max(lastReceived, said.received());
        if (!live) {
            live = true;
            deltas.nodeComes(platform);
        }
        StoredSection had = sections.get(collector);
        if (had != null && said.isBefore(had.said())) {
            return;
        }
        PackedObservations packed = PackedObservations.of(values);
        if (had == null) {
            deltas.comes(platform, values);
            put(new StoredSection(collector, said, packed));
        } else if (had.observations().equals(packed)) {
            sections.put(collector, new StoredSection(collector, said, had.observations()));
            renewed = true;
        } else {
            deltas.changes(platform, had.observations().values(), values);
            remove(had);
            put(new StoredSection(collector, said, packed));
        }
        makeRoomBeside(collector);
        Map<String, Long> product = values.byMetric().get(Observations.PLATFORM);
        if (product != null && product.size() == 1) {
            moveTo(product.keySet().iterator().next());
        }
    }

    /** Who sends whatever the vocabularies admit, topic by topic, gets no more of the database and of our memory than this. */
    private void makeRoomBeside(String collector) {
        while (bytes > PackedSections.MOST && sections.size() > 1) {
            forget(sections.values().stream()
                    .filter(section -> !section.collector().equals(collector))
                    .min(Comparator.comparingLong(StoredSection::received))
                    .orElseThrow());
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
        deltas.goes(platform, section.observations().values());
        remove(section);
    }

    private void put(StoredSection section) {
        sections.put(section.collector(), section);
        bytes += section.observations().length();
        changed = true;
    }

    private void remove(StoredSection section) {
        sections.remove(section.collector());
        bytes -= section.observations().length();
        changed = true;
    }

    private void moveTo(String next) {
        if (next.equals(platform)) {
            return;
        }
        deltas.nodeGoes(platform);
        deltas.nodeComes(next);
        for (StoredSection section : sections.values()) {
            Observations values = section.observations().values();
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

    /** {@return whether it was there before} */
    boolean isKnown() {
        return known;
    }

    /** {@return whether sections of it are stored} */
    boolean isStored() {
        return stored;
    }

    /** {@return whether its sections say something else than what is stored} */
    boolean isChanged() {
        return changed;
    }

    /** {@return whether a section has said again what it had said} */
    boolean isRenewed() {
        return renewed;
    }

    /** {@return its sections, by collector} */
    Collection<StoredSection> sections() {
        return Collections.unmodifiableCollection(sections.values());
    }
}
