package org.openvz.vzstats.release.internal;

import java.time.Instant;
import java.util.List;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Downloads;
import org.openvz.vzstats.server.api.Releases;

/**
 * What a release says beside the census.
 *
 * @param crashes what has crashed
 * @param downloads what was downloaded
 */
record Figures(CrashFigures crashes, DownloadFigures downloads) {

    /** {@return those of this moment} */
    static Figures of(Crashes crashes, Downloads downloads, int k, Instant now) {
        return new Figures(CrashFigures.of(crashes, k, now), DownloadFigures.of(downloads, k, now));
    }

    /** {@return what changes when there is news} */
    List<String> fingerprints() {
        return List.of(crashes.fingerprint(), downloads.fingerprint());
    }

    /** {@return the documents of a release} */
    List<Releases.Document> documents(long release, Instant generated) {
        return List.of(crashes.document(release, generated), downloads.document(release, generated));
    }
}
