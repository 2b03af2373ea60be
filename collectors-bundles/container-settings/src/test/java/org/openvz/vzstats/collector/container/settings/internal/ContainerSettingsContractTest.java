package org.openvz.vzstats.collector.container.settings.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class ContainerSettingsContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new ContainerSettingsCollector();
    }
}
