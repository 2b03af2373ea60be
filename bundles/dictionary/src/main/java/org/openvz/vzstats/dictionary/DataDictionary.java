package org.openvz.vzstats.dictionary;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The data dictionary: the service. Bundles come and go, so ask it anew for each piece of work.
 *
 * <p>Its topics are the metrics files of the active bundles, and the {@link Topic}s that are registered as services: for a bundle that
 * learns only at run time what its metrics are. A service takes the place of the metrics file of the bundle that registered it. It takes
 * the place of no other: of two bundles that define one collector the file of the one that was installed first counts, and a service
 * counts only where no bundle has a file.
 */
@ProviderType
public interface DataDictionary {

    /** The manifest header by which a bundle announces its metrics file: {@code Vzstats-Metrics: metrics.yaml}. */
    String HEADER = "Vzstats-Metrics";

    /** {@return every metric that is defined now} */
    Dictionary current();
}
