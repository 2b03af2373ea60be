package org.openvz.vzstats.collector.memory.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class MemoryContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new MemoryCollector();
    }
}
