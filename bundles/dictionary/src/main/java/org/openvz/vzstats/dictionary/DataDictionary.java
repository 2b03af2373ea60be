package org.openvz.vzstats.dictionary;

import org.osgi.annotation.versioning.ProviderType;

/** The data dictionary: the service. Bundles come and go, so ask it anew for each piece of work. */
@ProviderType
public interface DataDictionary {

    /** The manifest header by which a bundle announces its metrics file: {@code Vzstats-Metrics: metrics.yaml}. */
    String HEADER = "Vzstats-Metrics";

    /** {@return every metric of the bundles that are installed now} */
    Dictionary current();
}
