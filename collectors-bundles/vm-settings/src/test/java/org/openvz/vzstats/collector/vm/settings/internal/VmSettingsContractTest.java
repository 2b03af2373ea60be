package org.openvz.vzstats.collector.vm.settings.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class VmSettingsContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new VmSettingsCollector();
    }
}
