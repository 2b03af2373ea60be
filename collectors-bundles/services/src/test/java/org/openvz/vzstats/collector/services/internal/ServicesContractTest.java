package org.openvz.vzstats.collector.services.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class ServicesContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new ServicesCollector();
    }
}
