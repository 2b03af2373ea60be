package org.openvz.vzstats.collector.container.contents.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.container.Container;
import org.openvz.vzstats.collector.support.container.Containers;
import org.openvz.vzstats.collector.support.container.Stack;
import org.osgi.service.component.annotations.Component;

/**
 * Counts the containers of a host, and what they were made from. Nothing is looked up inside a container:
 *
 * <pre>{@code
 * {"container-contents.app_template": {"mysql": 1}, "container-contents.distribution": {"centos": 1, "debian": 1},
 *  "container-contents.release": {"centos-7": 1, "debian-11": 1}, "container-contents.running": 1,
 *  "container-contents.stack": {"openvz": 2}, "container-contents.template": {"centos-7-x86_64": 1, "debian-11-x86_64": 1},
 *  "container-contents.total": 2}
 * }</pre>
 */
@Component
@CollectorName("container-contents")
public final class ContainerContentsCollector implements Collector {

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Containers containers = Containers.on(host);
        if (containers.stacks().stream().anyMatch(stack -> !stack.runsApplications())) {
            List<Container> system = containers.all().stream()
                    .filter(container -> !container.stack().runsApplications())
                    .toList();
            count(system, "", section);
            made(system, section);
        }
        if (containers.stacks().stream().anyMatch(Stack::runsApplications)) {
            List<Container> applications = containers.all().stream()
                    .filter(container -> container.stack().runsApplications())
                    .toList();
            count(applications, "application_", section);
            section.counted("container-contents.application_image");
            for (Container container : applications) {
                count(container.image(), "application_image", section);
            }
        }
        if (!containers.stacks().isEmpty()) {
            section.counted("container-contents.stack");
        }
        for (Container container : containers.all()) {
            section.count("container-contents.stack", container.stack().word(), 1);
        }
        if (containers.stacks().contains(Stack.OPENVZ)) {
            InstalledTemplates.count(host, section);
        }
    }

    private static void count(List<Container> containers, String prefix, Section.Builder section)
            throws BudgetExceededException {
        section.quantity("container-contents." + prefix + "total", containers.size());
        // Less than all are no number of all.
        if (containers.stream().allMatch(container -> container.running().isPresent())) {
            long running = containers.stream()
                    .filter(container -> container.running().orElse(false))
                    .count();
            section.quantity("container-contents." + prefix + "running", running);
        }
    }

    private static void made(List<Container> containers, Section.Builder section) throws BudgetExceededException {
        for (Container container : containers) {
            count(container.distribution(), "distribution", section);
            count(container.release(), "release", section);
            count(container.template(), "template", section);
            for (String application : container.applications()) {
                section.count("container-contents.app_template", application, 1);
            }
        }
    }

    private static void count(Optional<String> word, String metric, Section.Builder section)
            throws BudgetExceededException {
        if (word.isPresent()) {
            section.count("container-contents." + metric, word.get(), 1);
        }
    }
}
