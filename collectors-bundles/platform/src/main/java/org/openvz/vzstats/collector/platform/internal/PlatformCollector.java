package org.openvz.vzstats.collector.platform.internal;

import java.io.IOException;
import java.util.Optional;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.osgi.service.component.annotations.Component;

/**
 * Reads which virtualization product, distribution and kernel a host runs; part of every report:
 *
 * <pre>{@code
 * {"platform.arch": "x86_64", "platform.client": "0.1.0", "platform.distribution": "virtuozzo",
 *  "platform.distribution_version": "7", "platform.kernel": "3.10.0-1160.119.1.vz7.224.4", "platform.kernel_series": "3.10",
 *  "platform.product": "openvz-7", "platform.product_version": "7.0.22", "platform.virtualized": "none"}
 * }</pre>
 */
@Component
@CollectorName("platform")
public final class PlatformCollector implements Collector {

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Optional<Kernel> kernel = host.read("/proc/sys/kernel/osrelease").flatMap(Kernel::parse);
        Virtualization virtualization = new Virtualization(host);

        set("platform.client", ClientVersion.read(), section);
        set("platform.kernel", kernel.map(Kernel::release), section);
        set("platform.kernel_series", kernel.map(Kernel::series), section);
        set("platform.arch", Architecture.read(host), section);
        set("platform.virtualized", virtualization.read(), section);

        Optional<Release> distribution = Release.distribution(host);
        set("platform.distribution", distribution.map(Release::name), section);
        set("platform.distribution_version", distribution.flatMap(Release::version), section);

        Optional<Release> product = product(host, kernel, virtualization, distribution);
        set("platform.product", product.map(Release::name), section);
        set("platform.product_version", product.flatMap(Release::version), section);
    }

    /** Empty where nothing at all is known of the host: then it cannot be said to be plain. */
    private static Optional<Release> product(
            Host host, Optional<Kernel> kernel, Virtualization virtualization, Optional<Release> distribution)
            throws IOException {
        Optional<Release> product = Product.read(host, kernel, virtualization.inContainer());
        boolean known = kernel.isPresent() || distribution.isPresent();
        return product.or(() -> known ? Optional.of(new Release("plain", Optional.empty())) : Optional.empty());
    }

    private static void set(String metric, Optional<String> value, Section.Builder section)
            throws BudgetExceededException {
        if (value.isPresent()) {
            section.text(metric, value.get());
        }
    }
}
