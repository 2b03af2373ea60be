package org.openvz.vzstats.collector.census.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.NodeDouble;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class CensusContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new CensusCollector(() -> NodeBench.of(new NodeDouble()));
    }
}
