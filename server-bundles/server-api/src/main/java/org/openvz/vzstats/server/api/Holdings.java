package org.openvz.vzstats.server.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** What the server holds about a node: for the node to see, and to erase. */
@ProviderType
public interface Holdings {

    /** The most rows of one kind that are shown: what is cut off is told. */
    int MOST = 1_000;

    /**
     * Everything about a node, at most {@link #MOST} of each kind, the newest first.
     *
     * @return empty if nothing is known of it
     * @throws StoreUnavailableException if it cannot be read
     */
    Optional<Held> of(UUID node);

    /**
     * Takes a node out of the census and deletes all that is held about it, in one transaction. What is counted of it leaves the next
     * release; a report of it that is still on its way is refused.
     *
     * @throws StoreUnavailableException if nothing was erased
     */
    void erase(UUID node);

    /**
     * All that is held about a node, beside a hash of its secret.
     *
     * @param issued when it got its id; of one from before that was kept, when that was begun
     * @param platform what it last said its product is
     * @param live whether it counts
     * @param lastReceived when its last report was taken that has been counted
     * @param sections its last section of each topic, as it is counted
     * @param waiting its reports that are not counted yet
     * @param quarantined its sections that nothing could be made of
     * @param receipts what was answered for its reports
     * @param crashes what crashed on it
     * @param chain where its receipts are, if it has any
     * @param truncated the names of those of these lists that do not show everything
     */
    record Held(
            Instant issued,
            String platform,
            boolean live,
            Optional<Instant> lastReceived,
            List<Section> sections,
            List<Waiting> waiting,
            List<Quarantined> quarantined,
            List<Receipt> receipts,
            List<Crashed> crashes,
            Optional<Chain> chain,
            List<String> truncated) {

        /** Keeps copies. */
        public Held {
            sections = List.copyOf(sections);
            waiting = List.copyOf(waiting);
            quarantined = List.copyOf(quarantined);
            receipts = List.copyOf(receipts);
            crashes = List.copyOf(crashes);
            truncated = List.copyOf(truncated);
        }
    }

    /**
     * By what the server notices two machines with one identity.
     *
     * @param head the hash of the last receipt
     * @param base the hash that it names; empty if it names none
     */
    record Chain(String head, String base) {}

    /**
     * A section that counts.
     *
     * @param day when the node made it
     */
    record Section(String collector, LocalDate day, Instant received, int revision, Observations values) {}

    /**
     * A report that waits.
     *
     * @param submission as it came
     */
    record Waiting(Instant received, Submission submission) {}

    /**
     * A section in quarantine.
     *
     * @param content as it came
     */
    record Quarantined(
            UUID report,
            String collector,
            LocalDate day,
            Instant received,
            int revision,
            String reason,
            String content) {}

    /**
     * What crashed on the node in one way on one day.
     *
     * @param group which crash it is, see {@link Crashes.Group}
     * @param crashes how often
     * @param reports in how many reports
     */
    record Crashed(
            String group,
            String component,
            LocalDate day,
            String version,
            String os,
            String architecture,
            String kernel,
            long crashes,
            long reports) {}
}
