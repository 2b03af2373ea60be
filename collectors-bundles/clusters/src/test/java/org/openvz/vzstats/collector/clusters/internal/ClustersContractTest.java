package org.openvz.vzstats.collector.clusters.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class ClustersContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new ClustersCollector();
    }
}
