package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a node's chain of receipts is: each receipt names the one that its node held before. One machine goes from receipt to receipt;
 * two machines with one identity go apart, and are noticed when one comes from where the other has gone on.
 *
 * <p>A machine that did not get an answer sends the same report again, and gets the receipt of that time: it never comes with another
 * report from where it was. Whoever does that is told so.
 *
 * <table>
 * <caption>A report that was not taken before, by the receipt it names</caption>
 * <tr><th>it names</th><th>because</th><th>so</th></tr>
 * <tr><td>the last one</td><td>all is well</td><td>taken</td></tr>
 * <tr><td>none, as the last one does</td><td>it keeps no receipts at all, or its first answer was lost; or it is a clone: not to be told
 *     yet</td><td>taken</td></tr>
 * <tr><td>one that names none, as the last one does</td><td>as before, and this was the answer that got through; or one of two clones
 *     goes on first</td><td>taken</td></tr>
 * <tr><td>an older one, or none any more</td><td>another machine has gone on; or this one was set back, which is the same; or its owner
 *     has emptied the outbox while an answer was lost: it takes a new id, too, and the old one leaves with the window</td><td>409</td></tr>
 * <tr><td>one that is not known here</td><td>this server was set back to a backup, or has thrown old receipts away</td><td>taken</td></tr>
 * <tr><td>whatever, and nothing is known of the node's chain</td><td>it is new, or from before there were chains</td><td>taken</td></tr>
 * </table>
 *
 * <p>A report that was taken before gets the receipt of that time, whatever it names, and moves nothing: of two clones with one outbox
 * both may send it. A client keeps a receipt in place of the one it holds only if it names that one, and so never goes back to an old
 * one that it gets again.
 *
 * @param head the hash of the last receipt; null if nothing is known
 * @param base the hash that the last receipt names, empty if none; null if nothing is known
 */
record Chain(@Nullable String head, @Nullable String base) {

    /** That of a node that has no receipt. */
    static final Chain UNKNOWN = new Chain(null, null);

    /** Knows the receipts of the node. */
    @FunctionalInterface
    interface Receipts {

        /** {@return what the receipt of this hash names; empty if there is no such receipt} */
        Optional<String> previousOf(String hash) throws SQLException;
    }

    /** {@return whether a machine that has sent all of this may name this receipt, or none} */
    boolean admits(String previous, Receipts receipts) throws SQLException {
        if (head == null || previous.equals(head)) {
            return true;
        }
        boolean nobodyNamedAny = base == null || base.isEmpty();
        if (previous.isEmpty()) {
            return nobodyNamedAny;
        }
        Optional<String> named = receipts.previousOf(previous);
        return named.isEmpty() || (nobodyNamedAny && named.get().isEmpty());
    }
}
