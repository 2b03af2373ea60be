package com.example.hanging;

import java.util.concurrent.CountDownLatch;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.osgi.service.component.annotations.Component;

/** A stranger's collector that hangs, and is deaf to every interrupt. */
@Component
@CollectorName("hanging")
public final class HangingCollector implements Collector {

    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    public void collect(Host host, Section.Builder section) {
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException deaf) {
                // Back to waiting: the worst that can hang.
            }
        }
    }
}
