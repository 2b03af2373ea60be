package org.openvz.vzstats.collector.census.internal;

import java.util.Map;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class CensusContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        NodeDouble node = new NodeDouble(Map::of);
        return new CensusCollector(() -> NodeBench.of(node));
    }
}
