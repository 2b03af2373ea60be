package org.openvz.vzstats.passive.downloads.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.server.api.Downloads;

/** A directory of access logs without a framework. In the package of what reads them, since nobody else may call it. */
public final class PlainAccessLogs {

    private final AccessLogs logs;

    /** Counts by these rules; countries are unknown. */
    public PlainAccessLogs(Path directory, Map<String, String> rules, Downloads downloads) {
        logs = new AccessLogs(
                directory,
                Rules.parse(rules, "bot,crawl,spider"),
                address -> Optional.empty(),
                downloads,
                InstantSource.system());
    }

    /** {@return how many downloads were new} */
    public long look() throws IOException {
        return logs.look().downloads();
    }
}
