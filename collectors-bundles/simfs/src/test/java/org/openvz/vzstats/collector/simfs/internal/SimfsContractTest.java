package org.openvz.vzstats.collector.simfs.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class SimfsContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new SimfsCollector();
    }
}
