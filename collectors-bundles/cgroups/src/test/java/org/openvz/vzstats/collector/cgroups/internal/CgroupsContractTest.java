package org.openvz.vzstats.collector.cgroups.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class CgroupsContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new CgroupsCollector();
    }
}
