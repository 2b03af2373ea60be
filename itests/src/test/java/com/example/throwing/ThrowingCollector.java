package com.example.throwing;

import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.osgi.service.component.annotations.Component;

/** A stranger's collector that is throwing. */
@Component
@CollectorName("throwing")
public final class ThrowingCollector implements Collector {

    @Override
    public void collect(Host host, Section.Builder section) {
        throw new IllegalStateException("the secret is /home/alice/10.1.2.3");
    }
}
