package org.openvz.vzstats.collector.settings.internal;

import java.io.IOException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.osgi.service.component.annotations.Component;

/**
 * Reads settings that hardly ever change: of containers, of the dispatcher, of the kernel, and of what a host does by itself:
 *
 * <pre>{@code
 * {"settings.auto_update": "none", "settings.custom_paths": {"VE_PRIVATE": 1}, "settings.def_ostemplate": "almalinux-9",
 *  "settings.kdump": true, "settings.kernel_parameters": {"crashkernel": 1, "iommu=pt": 1}, "settings.swappiness": 60,
 *  "settings.time_sync": "chrony", "settings.vcmmd_policy": "density", "settings.ve_stop_mode": "suspend"}
 * }</pre>
 */
@Component
@CollectorName("settings")
public final class SettingsCollector implements Collector {

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Values values = new Values(section);
        // Before what containers are told: where both tell of traffic shaping, the file is what is in force.
        Dispatcher.read(host, values);
        VzConf.read(host, values);
        KernelSettings.read(host, values);
        Upkeep.read(host, values);
        OtherProducts.read(host, values);
    }
}
