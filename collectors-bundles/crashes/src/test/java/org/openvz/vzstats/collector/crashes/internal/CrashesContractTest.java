package org.openvz.vzstats.collector.crashes.internal;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

/** Nothing has crashed on the recorded hosts; what is read of those on which something has is in the other test. */
class CrashesContractTest extends CollectorContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    @Override
    protected Collector collector() {
        return new CrashesCollector(new SentCrashes(directory), 10, InstantSource.system());
    }
}
