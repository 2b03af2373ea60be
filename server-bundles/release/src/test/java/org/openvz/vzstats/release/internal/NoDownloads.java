package org.openvz.vzstats.release.internal;

import java.time.LocalDate;
import java.util.Map;
import org.openvz.vzstats.server.api.Downloads;

/** Nothing was downloaded. */
final class NoDownloads implements Downloads {

    @Override
    public long position(String log) {
        throw new AssertionError("a release reads no logs");
    }

    @Override
    public boolean add(Part part, Map<Download, Long> counts, Map<Reach, Long> addresses) {
        throw new AssertionError("a release adds nothing");
    }

    @Override
    public Totals totals(LocalDate first, LocalDate last) {
        return Totals.NONE;
    }
}
