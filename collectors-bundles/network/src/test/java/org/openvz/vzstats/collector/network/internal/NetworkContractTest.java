package org.openvz.vzstats.collector.network.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class NetworkContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new NetworkCollector();
    }
}
