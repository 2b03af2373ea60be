package com.example.flooding;

import java.io.IOException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.osgi.service.component.annotations.Component;

/** A stranger's collector that is flooding. */
@Component
@CollectorName("flooding")
public final class FloodingCollector implements Collector {

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        String text = "x".repeat(200);
        for (long i = 0; i < (1L << 30) / text.length(); i++) {
            section.count("flooding.counts", text + i, 1);
        }
    }
}
