package org.openvz.vzstats.server.api;

/** What a section comes to. */
public sealed interface SectionResult {

    /** {@return the section as it arrived} */
    ReceivedSection section();

    /**
     * It counts.
     *
     * @param observations its values
     */
    record Accepted(ReceivedSection section, Observations observations) implements SectionResult {}

    /**
     * It does not count, and waits for a person or a newer bundle.
     *
     * @param reason a fixed word for why, such as {@code unknown-collector}
     */
    record Quarantined(ReceivedSection section, String reason) implements SectionResult {}
}
