package org.openvz.vzstats.server.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** What an operator can ask of the release. */
@ProviderType
public interface Publishing {

    /**
     * Publishes now, if there is news.
     *
     * @return whether there is a new release
     * @throws StoreUnavailableException if nothing could be done
     */
    boolean publish();

    /** {@return the settings} */
    Settings settings();

    /**
     * How it is published.
     *
     * @param k the smallest number of nodes in a published cell
     * @param interval how often a release is made if there is news
     * @param window how long a node counts after its last report
     */
    record Settings(int k, Duration interval, Duration window) {}
}
