package org.openvz.vzstats.collector.settings.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class SettingsContractTest extends CollectorContract {

    @Override
    protected Collector collector() {
        return new SettingsCollector();
    }
}
