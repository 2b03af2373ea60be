package org.openvz.vzstats.collector.hardware.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class HardwareContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new HardwareCollector();
    }
}
