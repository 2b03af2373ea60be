package org.openvz.vzstats.collector.disk.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class DiskContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new DiskCollector();
    }
}
