package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Table node_state: the last accepted sections of each node that has any, in one row. */
final class StateTable {

    private StateTable() {}

    /** {@return the sections of a node, by collector} */
    static List<StoredSection> read(Transaction transaction, PackedSections.Reader reader, String node)
            throws SQLException {
        return transaction
                .first(
                        "SELECT said, sections FROM node_state WHERE node = ?",
                        row -> reader.read(row.getBytes("sections"), row.getBytes("said")),
                        node)
                .orElse(List.of());
    }

    /** Writes what has changed, of nodes that are locked. */
    static void save(Transaction transaction, Collection<NodeState> nodes) throws SQLException {
        List<List<Object>> gone = new ArrayList<>();
        List<List<Object>> changed = new ArrayList<>();
        List<List<Object>> renewed = new ArrayList<>();
        List<List<Object>> added = new ArrayList<>();
        try (PackedSections.Writer writer = new PackedSections.Writer()) {
            for (NodeState node : nodes) {
                if (node.isChanged() && node.sections().isEmpty()) {
                    gone.add(List.of(node.id()));
                } else if (node.isChanged()) {
                    (node.isStored() ? changed : added).add(row(writer, node.id(), node.sections()));
                } else if (node.isRenewed()) {
                    renewed.add(List.of(oldest(node.sections()), writer.said(node.sections()), node.id()));
                }
            }
        }
        transaction.updateAll("DELETE FROM node_state WHERE node = ?", gone);
        transaction.updateAll("UPDATE node_state SET sections = ?, renewed = ?, said = ? WHERE node = ?", changed);
        transaction.updateAll("UPDATE node_state SET renewed = ?, said = ? WHERE node = ?", renewed);
        add(transaction, added);
    }

    static void add(Transaction transaction, List<List<Object>> rows) throws SQLException {
        transaction.updateAll("INSERT INTO node_state (sections, renewed, said, node) VALUES (?, ?, ?, ?)", rows);
    }

    /** {@return what {@link #add} takes} */
    static List<Object> row(PackedSections.Writer writer, String node, Collection<StoredSection> sections) {
        return List.of(writer.sections(sections), oldest(sections), writer.said(sections), node);
    }

    private static long oldest(Collection<StoredSection> sections) {
        return sections.stream().mapToLong(StoredSection::received).min().orElseThrow();
    }

    /** {@return the nodes of which a section was not renewed since} */
    static List<String> notRenewedSince(Transaction transaction, long since, int most) throws SQLException {
        return transaction.query(
                "SELECT node FROM node_state WHERE renewed < ? ORDER BY renewed FETCH FIRST ? ROWS ONLY",
                row -> row.getString("node"),
                since,
                most);
    }
}
