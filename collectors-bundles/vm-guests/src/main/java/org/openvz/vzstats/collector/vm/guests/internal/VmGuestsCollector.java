package org.openvz.vzstats.collector.vm.guests.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.vm.VirtualMachine;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Word;
import org.openvz.vzstats.collector.support.vm.VirtualMachines;
import org.osgi.service.component.annotations.Component;

/**
 * Counts the virtual machines of a host by what runs in them:
 *
 * <pre>{@code
 * {"vm-guests.os": {"centos": 1, "windows-server": 1}, "vm-guests.os_family": {"linux": 1, "windows": 1},
 *  "vm-guests.os_version": {"centos-7": 1, "windows-server-2016": 1}, "vm-guests.running": 1, "vm-guests.stack": {"virtuozzo": 2},
 *  "vm-guests.state": {"running": 1, "stopped": 1}, "vm-guests.tools": {"installed": 1, "not-installed": 1},
 *  "vm-guests.tools_version": {"7.9": 1}, "vm-guests.total": 2}
 * }</pre>
 */
@Component
@CollectorName("vm-guests")
public final class VmGuestsCollector implements Collector {

    private static final Map<Word, String> METRICS = Map.of(
            Word.STACK, "vm-guests.stack",
            Word.STATE, "vm-guests.state",
            Word.OS_FAMILY, "vm-guests.os_family",
            Word.OS, "vm-guests.os",
            Word.OS_VERSION, "vm-guests.os_version",
            Word.TOOLS, "vm-guests.tools",
            Word.TOOLS_VERSION, "vm-guests.tools_version");

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Optional<List<VirtualMachine>> machines = VirtualMachines.of(host);
        if (machines.isEmpty()) {
            return;
        }
        section.quantity("vm-guests.total", machines.get().size());
        // What runs in a machine not every stack tells: of that, none counted is not known to be none.
        section.counted("vm-guests.stack").counted("vm-guests.state");
        long running = 0;
        boolean statesKnown = true;
        for (VirtualMachine machine : machines.get()) {
            running += machine.running() ? 1 : 0;
            statesKnown &= machine.words().containsKey(Word.STATE);
            for (var metric : METRICS.entrySet()) {
                String word = machine.words().get(metric.getKey());
                if (word != null) {
                    section.count(metric.getValue(), word, 1);
                }
            }
        }
        if (statesKnown) {
            section.quantity("vm-guests.running", running);
        }
    }
}
