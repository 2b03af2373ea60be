package org.openvz.vzstats.server.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** The inbox, and what becomes of it: submissions wait here durably until they have been counted. */
@ProviderType
public interface SubmissionStore {

    /**
     * Puts a submission into the inbox. When this returns, it is durable.
     *
     * @param receipt what to answer for it
     * @return the receipt; for a report of this node that was taken before, the receipt of that time, and nothing is added
     * @throws StoreUnavailableException if it could not be made durable; nothing is answered then
     * @throws ErasedNodeException if the node has been erased meanwhile
     * @throws ClonedNodeException if another machine has gone on from where this one is
     */
    Receipt accept(Submission submission, Receipt receipt);

    /** {@return the receipt of a report of this node that was taken before} */
    Optional<Receipt> receipt(UUID node, UUID report);

    /**
     * Takes the oldest submissions out of the inbox, and in one transaction moves their sections into state and counters, or into
     * quarantine. A crash at any point counts nothing twice and loses nothing.
     *
     * @param most how many at the most
     * @param processing makes values of a submission; it must not fail, what it cannot use it quarantines. Several threads ask it at once,
     *     in any order
     * @return how many were taken; 0 if the inbox is empty
     * @throws StoreUnavailableException if nothing could be done; all are still in the inbox
     */
    int process(int most, Processing processing);

    /**
     * Moves quarantined sections that name one of these reasons back through processing. One that is accepted or translated leaves;
     * what cannot be used of its translation takes its place.
     *
     * @return how many left the quarantine
     */
    int replay(List<String> reasons, SectionProcessing processing);

    /** {@return how many submissions wait in the inbox} */
    long waiting();

    /** {@return the quarantine, oldest first, at most this many} */
    List<Quarantined> quarantine(int most);

    /** Makes values of a submission. */
    @FunctionalInterface
    interface Processing {

        /** {@return what its sections come to} */
        Processed process(Submission submission);
    }

    /** Makes values of one section. */
    @FunctionalInterface
    interface SectionProcessing {

        /** {@return what it comes to: one result, unless it was translated into several sections, or into none} */
        List<SectionResult> process(ReceivedSection section);
    }

    /**
     * A row of the quarantine.
     *
     * @param id its number
     * @param node who sent it
     * @param report in which report
     * @param collector of which topic
     * @param reason a fixed word for why, such as {@code unknown-collector}
     * @param bytes its size
     */
    record Quarantined(long id, UUID node, UUID report, String collector, String reason, int bytes) {}
}
