package org.openvz.vzstats.intake.rest.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.openvz.vzstats.server.api.ClonedNodeException;
import org.openvz.vzstats.server.api.ErasedNodeException;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;

/** How every intake ends, whatever protocol it speaks: with a receipt of what is durable, or with a refusal that is counted. */
final class Acceptance {

    private final SubmissionStore store;
    private final ReceiptSigner signer;
    private final Journal journal;
    private final InstantSource clock;

    Acceptance(SubmissionStore store, ReceiptSigner signer, Journal journal, InstantSource clock) {
        this.store = store;
        this.signer = signer;
        this.journal = journal;
        this.clock = clock;
    }

    /** {@return now, as a receipt says it} */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Takes a submission. When this returns, it is durable.
     *
     * @param received when it came
     * @param previous the hash of the last receipt that the node says it holds; empty if it holds none
     * @throws ErasedNodeException if nothing of this node is taken any more
     * @throws ClonedNodeException if another machine has gone on with its identity
     */
    Receipt accept(Submission submission, Instant received, String previous) {
        return store.accept(
                submission, signer.sign(submission.report(), sha256(submission.packed()), received, previous));
    }

    /** Something that may be refused. */
    @FunctionalInterface
    interface Answer<T> {
        T answer() throws RefusedException;
    }

    /** Counts what is refused; what is taken the store counts. */
    <T> T counted(Answer<T> answer) throws RefusedException {
        try {
            return answer.answer();
        } catch (RefusedException e) {
            journal.happened(e.reason().event());
            throw e;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
