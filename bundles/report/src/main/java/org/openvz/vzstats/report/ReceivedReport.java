package org.openvz.vzstats.report;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A report that was read: its container is whole. What its sections say has not been looked at.
 *
 * @param manifest its manifest
 * @param contents collector to the text of its file; one for each section of the manifest
 */
public record ReceivedReport(Manifest manifest, SortedMap<String, String> contents) {

    /** Keeps a copy. */
    public ReceivedReport {
        contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    }
}
