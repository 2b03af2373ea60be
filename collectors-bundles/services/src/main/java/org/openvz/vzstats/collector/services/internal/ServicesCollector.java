package org.openvz.vzstats.collector.services.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.osgi.service.component.annotations.Component;

/**
 * Reads which of a public list of services a host starts and runs, from the directories of its init system; starts no process:
 *
 * <pre>{@code
 * {"services.apparmor": false, "services.enabled": {"prl-disp": 1, "sshd": 1, "vz": 1}, "services.init": "systemd",
 *  "services.running": {"prl-disp": 1, "sshd": 1}, "services.selinux": "disabled"}
 * }</pre>
 */
@Component
@CollectorName("services")
public final class ServicesCollector implements Collector {

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Optional<InitSystem> init = InitSystem.read(host);
        if (init.isPresent()) {
            section.text("services.init", init.get().label());
            count("services.enabled", StartedAtBoot.read(host, init.get()), section);
            count("services.running", Running.read(host, init.get()), section);
        }
        SecurityModules.read(host, section);
    }

    private static void count(String metric, Optional<Set<String>> services, Section.Builder section)
            throws BudgetExceededException {
        if (services.isPresent()) {
            section.counted(metric);
            for (String service : services.get()) {
                section.count(metric, service, 1);
            }
        }
    }
}
