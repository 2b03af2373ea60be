package org.openvz.vzstats.collector.platform.internal;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.collector.testkit.CollectorContract;

class PlatformContractTest extends CollectorContract {

    /** Without the client's version, which changes with every release. */
    @Override
    protected Collector collector() {
        PlatformCollector platform = new PlatformCollector();
        return (host, section) -> {
            Section.Builder whole = new Section.Builder("platform");
            platform.collect(host, whole);
            for (var metric : whole.build().values().entrySet()) {
                if (!metric.getKey().equals("platform.client") && metric.getValue() instanceof Value.Text text) {
                    section.text(metric.getKey(), text.text());
                }
            }
        };
    }
}
