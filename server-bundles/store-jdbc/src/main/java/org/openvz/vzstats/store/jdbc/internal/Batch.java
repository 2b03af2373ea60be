package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;

/**
 * The one way into the state and the counters, and out of them. Locks its nodes in the order of their ids, collects what changes, and
 * writes it at the end: nodes and state first, then the counters in their order. So two batches never wait for each other in a circle.
 */
final class Batch {

    private final Transaction transaction;
    private final Deltas deltas = new Deltas();
    private final SortedMap<String, NodeState> nodes = new TreeMap<>();

    private Batch(Transaction transaction) {
        this.transaction = transaction;
    }

    /** {@return a batch that works on these nodes} */
    static Batch of(Transaction transaction, Collection<String> nodes) throws SQLException {
        Batch batch = new Batch(transaction);
        try (PackedSections.Reader reader = new PackedSections.Reader()) {
            for (String node : new TreeSet<>(nodes)) {
                batch.nodes.put(node, NodeTable.lock(transaction, reader, node, batch.deltas));
            }
        }
        return batch;
    }

    /** Lets a section count, if it is not older than what is there. */
    void take(String node, long received, LocalDate day, SectionResult.Accepted accepted) {
        ReceivedSection section = accepted.section();
        // A clock that is ahead must not keep out the sections of the days until then.
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochSecond(received), ZoneOffset.UTC);
        LocalDate made = day.isAfter(today) ? today : day;
        node(node)
                .take(
                        section.collector(),
                        new StoredSection.Said(made, received, section.revision()),
                        accepted.observations());
    }

    /** Takes out the nodes that have not reported since. */
    int leave(long since) {
        return (int) nodes.values().stream().filter(node -> node.leave(since)).count();
    }

    /** Takes out the nodes, whatever they have. */
    void forgetNodes() {
        nodes.values().forEach(NodeState::forget);
    }

    /** {@return the nodes of which nothing was known before} */
    List<String> unknown() {
        return nodes.values().stream()
                .filter(node -> !node.isKnown())
                .map(NodeState::id)
                .toList();
    }

    /** Leaves a node as it was found. */
    void drop(String node) {
        nodes.remove(node);
    }

    /** Takes out the sections that were not renewed since. */
    void forgetSections(long since) {
        nodes.values().forEach(node -> node.forgetSections(since));
    }

    /** Writes what has changed. */
    void save() throws SQLException {
        NodeTable.save(transaction, nodes.values());
        CounterTable.apply(transaction, deltas.changes());
    }

    private NodeState node(String id) {
        return Objects.requireNonNull(nodes.get(id), "a node outside of the batch");
    }
}
