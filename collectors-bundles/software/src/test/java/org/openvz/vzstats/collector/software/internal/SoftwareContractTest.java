package org.openvz.vzstats.collector.software.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class SoftwareContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new SoftwareCollector();
    }
}
