package org.openvz.vzstats.report;

import org.openvz.vzstats.api.Section;

/**
 * A section as it goes into a report.
 *
 * @param section the values, as the guard let them pass
 * @param revision the revision of the metrics file they follow
 */
public record ReportSection(Section section, int revision) {}
