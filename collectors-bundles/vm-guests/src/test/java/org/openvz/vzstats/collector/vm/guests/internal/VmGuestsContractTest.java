package org.openvz.vzstats.collector.vm.guests.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class VmGuestsContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new VmGuestsCollector();
    }
}
