package org.openvz.vzstats.server.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The quarantine as an operator sees it: why, what kind and how much, never what is in it nor whose it is. */
@ProviderType
public interface QuarantineStore {

    /**
     * {@return what is there, the largest group first}
     *
     * @throws StoreUnavailableException if it cannot be read
     */
    List<Group> groups();

    /**
     * {@return the oldest sections that are there for this reason}
     *
     * @throws StoreUnavailableException if it cannot be read
     */
    List<Entry> oldest(String reason, int most);

    /**
     * {@return one section}
     *
     * @throws StoreUnavailableException if it cannot be read
     */
    Optional<Entry> entry(long id);

    /**
     * Moves one section back through processing.
     *
     * @return whether it left the quarantine
     * @throws StoreUnavailableException if nothing could be done
     */
    boolean replay(long id, SubmissionStore.SectionProcessing processing);

    /**
     * Sections that are there for one reason.
     *
     * @param reason a fixed word for why
     * @param sections how many
     * @param bytes how large they are
     * @param oldest when the oldest was received
     */
    record Group(String reason, long sections, long bytes, Instant oldest) {}

    /**
     * A section.
     *
     * @param id its number
     * @param reason a fixed word for why it is there
     * @param collector of which topic
     * @param revision of the topic
     * @param made on which day
     * @param received when
     * @param bytes how large it is
     */
    record Entry(
            long id, String reason, String collector, int revision, LocalDate made, Instant received, long bytes) {}
}
