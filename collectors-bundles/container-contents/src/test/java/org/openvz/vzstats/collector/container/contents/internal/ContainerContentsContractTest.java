package org.openvz.vzstats.collector.container.contents.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class ContainerContentsContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new ContainerContentsCollector();
    }
}
