package org.openvz.vzstats.server.api;

import java.time.LocalDate;
import java.util.List;

/**
 * What a submission comes to.
 *
 * @param day the day the node made it; a section of an earlier day never overwrites one of a later day
 * @param sections its sections, each accepted or quarantined
 */
public record Processed(LocalDate day, List<SectionResult> sections) {

    /** Keeps a copy. */
    public Processed {
        sections = List.copyOf(sections);
    }
}
