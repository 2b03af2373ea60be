package org.openvz.vzstats.collector.cpu.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class CpuContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new CpuCollector();
    }
}
