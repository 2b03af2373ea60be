package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Identities;

/** Table node: who is there. */
final class NodeTable {

    private NodeTable() {}

    /**
     * {@return where the chain of a node is, which is added if it is not known; locked until the end of the transaction; empty if the node
     * has been erased}
     */
    static Optional<Chain> lockChain(Transaction transaction, String node) throws SQLException {
        Optional<Chain> chain = transaction.first(
                "SELECT chain_head, chain_base FROM node WHERE id = ?"
                        + transaction.dialect().lock(),
                row -> new Chain(row.getString("chain_head"), row.getString("chain_base")),
                node);
        // Who erases a node takes its row away: where it is, nobody has to ask.
        if (chain.isPresent() || Erased.has(transaction, node)) {
            return chain;
        }
        insert(transaction, node);
        return Optional.of(Chain.UNKNOWN);
    }

    /** Says where the chains of these nodes have gone. */
    static void moveChains(Transaction transaction, Map<String, Chain> chains) throws SQLException {
        transaction.updateAll(
                "UPDATE node SET chain_head = ?, chain_base = ? WHERE id = ?",
                chains.entrySet().stream()
                        .map(node -> Arrays.<@Nullable Object>asList(
                                node.getValue().head(), node.getValue().base(), node.getKey()))
                        .toList());
    }

    private static void insert(Transaction transaction, String node) throws SQLException {
        transaction.update(
                "INSERT INTO node (id, platform, last_received, live, issued) VALUES (?, ?, 0, 0, ?)",
                node,
                Census.UNKNOWN_PLATFORM,
                Instant.now().getEpochSecond());
    }

    static void issue(Transaction transaction, String node, String secretHash) throws SQLException {
        transaction.update(
                "INSERT INTO node (id, secret_hash, platform, last_received, live, issued) VALUES (?, ?, ?, 0, 0, ?)",
                node,
                secretHash,
                Census.UNKNOWN_PLATFORM,
                Instant.now().getEpochSecond());
    }

    static Identities.Standing standing(Transaction transaction, String node) throws SQLException {
        return transaction
                .first(
                        "SELECT secret_hash FROM node WHERE id = ?",
                        row -> row.getString("secret_hash") == null
                                ? Identities.Standing.WITHOUT_SECRET
                                : Identities.Standing.WITH_SECRET,
                        node)
                .orElse(Identities.Standing.UNKNOWN);
    }

    /** {@return whether the node was unknown or had no secret, and has this one now} */
    static boolean claim(Transaction transaction, String node, String secretHash) throws SQLException {
        // In one statement: of two who want it at once one gets it.
        if (transaction.update("UPDATE node SET secret_hash = ? WHERE id = ? AND secret_hash IS NULL", secretHash, node)
                == 1) {
            return true;
        }
        if (transaction
                .first("SELECT id FROM node WHERE id = ?", row -> row.getString("id"), node)
                .isPresent()) {
            return false;
        }
        issue(transaction, node, secretHash);
        return true;
    }

    static Optional<String> secretHash(Transaction transaction, String node) throws SQLException {
        return transaction.first(
                "SELECT secret_hash FROM node WHERE id = ? AND secret_hash IS NOT NULL",
                row -> row.getString("secret_hash"),
                node);
    }

    /** Locks a node until the end of the transaction, and reads it. Everybody locks a node before reading or changing its state. */
    static NodeState lock(Transaction transaction, PackedSections.Reader reader, String node, Deltas deltas)
            throws SQLException {
        Optional<NodeState.Standing> standing = transaction.first(
                "SELECT platform, last_received, live FROM node WHERE id = ?"
                        + transaction.dialect().lock(),
                row -> new NodeState.Standing(
                        row.getString("platform"), row.getLong("last_received"), row.getInt("live") == 1),
                node);
        if (standing.isEmpty()) {
            insert(transaction, node);
            return NodeState.unknown(node, deltas);
        }
        // Read when nobody else can change them any more.
        return NodeState.known(node, standing.get(), StateTable.read(transaction, reader, node), deltas);
    }

    static void save(Transaction transaction, Collection<NodeState> nodes) throws SQLException {
        transaction.updateAll(
                "UPDATE node SET platform = ?, last_received = ?, live = ? WHERE id = ?",
                nodes.stream()
                        .map(node ->
                                List.<Object>of(node.platform(), node.lastReceived(), node.live() ? 1 : 0, node.id()))
                        .toList());
        StateTable.save(transaction, nodes);
    }

    static List<String> notReportedSince(Transaction transaction, long since, int most) throws SQLException {
        return transaction.query(
                "SELECT id FROM node WHERE live = 1 AND last_received < ?"
                        + " ORDER BY last_received FETCH FIRST ? ROWS ONLY",
                row -> row.getString("id"),
                since,
                most);
    }

    /** {@return nodes that were added before and of which nothing was ever counted} */
    static List<String> unusedSince(Transaction transaction, long before, int most) throws SQLException {
        return transaction.query(
                "SELECT id FROM node WHERE live = 0 AND last_received = 0 AND issued < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.node = node.id)"
                        + " AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.node = node.id)"
                        + " FETCH FIRST ? ROWS ONLY",
                row -> row.getString("id"),
                before,
                most);
    }

    /** {@return 1 if it was deleted; 0 if it has just been used} */
    static int deleteUnused(Transaction transaction, String node) throws SQLException {
        // Whoever reports locks the node first: after this nobody does until the transaction has ended.
        if (transaction.update("UPDATE node SET live = live WHERE id = ?", node) == 0) {
            return 0;
        }
        return transaction.update(
                "DELETE FROM node WHERE id = ? AND live = 0 AND last_received = 0"
                        + " AND NOT EXISTS (SELECT 1 FROM inbox WHERE node = ?)"
                        + " AND NOT EXISTS (SELECT 1 FROM receipt WHERE node = ?)",
                node,
                node,
                node);
    }

    /** {@return nodes that have left the census, and have not reported since either} */
    static List<String> silentSince(Transaction transaction, long before, int most) throws SQLException {
        return transaction.query(
                "SELECT id FROM node WHERE live = 0 AND last_received > 0 AND last_received < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.node = node.id)"
                        + " AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.node = node.id AND received >= ?)"
                        + " FETCH FIRST ? ROWS ONLY",
                row -> row.getString("id"),
                before,
                before,
                most);
    }

    static Optional<Long> lastReceived(Transaction transaction) throws SQLException {
        return transaction.first(
                "SELECT last_received FROM node WHERE live = 1 ORDER BY last_received DESC FETCH FIRST 1 ROWS ONLY",
                row -> row.getLong("last_received"));
    }
}
