package org.openvz.vzstats.collector.cgroups.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.osgi.service.component.annotations.Component;

/**
 * Reads how a host deals out its resources, from {@code /proc/cgroups} and the first level of {@code /sys/fs/cgroup}. The names of
 * groups are compared with public ones and never sent:
 *
 * <pre>{@code
 * {"cgroups.beancounters": false, "cgroups.controllers": {"cpu": 1, "cpuset": 1, "hugetlb": 1, "io": 1, "memory": 1, "pids": 1},
 *  "cgroups.groups": {"cpu:64-127": 1, "io:64-127": 1, "memory:128-255": 1, "pids:128-255": 1}, "cgroups.limits": {"memory": 1},
 *  "cgroups.users": {"docker": 1, "machine.slice": 1, "podman": 1, "system.slice": 1, "user.slice": 1}, "cgroups.version": "v2"}
 * }</pre>
 */
@Component
@CollectorName("cgroups")
public final class CgroupsCollector implements Collector {

    private static final String UNIFIED_CONTROLLERS = "/sys/fs/cgroup/cgroup.controllers";

    /** Beside the hierarchies of version 1, for systemd alone. */
    private static final String HYBRID_CONTROLLERS = "/sys/fs/cgroup/unified/cgroup.controllers";

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Optional<String> summary = host.read("/proc/cgroups");
        List<Controller> controllers = Controller.parse(summary.orElse(""));
        Optional<String> unified = host.read(UNIFIED_CONTROLLERS);
        boolean separate = controllers.stream().anyMatch(Controller::mounted);
        boolean beancounters = host.exists("/proc/user_beancounters");
        boolean known = summary.isPresent() ? !controllers.isEmpty() : unified.isPresent() || beancounters;
        if (known) {
            section.flag("cgroups.beancounters", beancounters);
            section.text("cgroups.version", version(unified.isPresent(), separate, beancounters, host));
        }
        if (separate || unified.isPresent()) {
            controllers(controllers, unified, separate, section);
        }
        Optional<Hierarchy> hierarchy = Hierarchy.read(host);
        if (hierarchy.isPresent()) {
            users(hierarchy.get(), Environments.run(host.read("/proc/vz/veinfo").orElse("")), host, section);
            if (unified.isPresent()) {
                Limits.unified(hierarchy.get().shared(), host, section);
            } else {
                Limits.separate(hierarchy.get().shared(), host, section);
            }
        }
    }

    private static String version(boolean unified, boolean separate, boolean beancounters, Host host) {
        if (separate) {
            return unified || host.exists(HYBRID_CONTROLLERS) ? "hybrid" : "v1";
        }
        if (unified) {
            return "v2";
        }
        return beancounters ? "beancounters" : "none";
    }

    private static void controllers(
            List<Controller> controllers, Optional<String> unified, boolean separate, Section.Builder section)
            throws BudgetExceededException {
        Set<String> enabled = new TreeSet<>();
        unified.ifPresent(names -> Arrays.stream(names.strip().split("\\s+", -1))
                .filter(name -> !name.isEmpty())
                .map(Controller::nameOf)
                .forEach(enabled::add));
        section.counted("cgroups.controllers").counted("cgroups.groups");
        for (Controller controller : controllers) {
            if (separate && controller.mounted() && controller.enabled()) {
                enabled.add(controller.name());
            }
            String name = controller.mounted() ? controller.name() : nameInVersion2(controller);
            boolean used = controller.mounted() || (unified.isPresent() && enabled.contains(name));
            if (used && controller.enabled()) {
                section.count("cgroups.groups", name + ":" + controller.size(), 1);
            }
        }
        for (String name : enabled) {
            section.count("cgroups.controllers", name, 1);
        }
    }

    private static String nameInVersion2(Controller controller) {
        return controller.name().equals("blkio") ? "io" : controller.name();
    }

    private static void users(Hierarchy hierarchy, boolean environments, Host host, Section.Builder section)
            throws IOException {
        section.counted("cgroups.users");
        for (String user : hierarchy.users(environments, host)) {
            section.count("cgroups.users", user, 1);
        }
    }
}
