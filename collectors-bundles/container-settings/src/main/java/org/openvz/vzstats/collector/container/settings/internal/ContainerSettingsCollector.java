package org.openvz.vzstats.collector.container.settings.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.container.Container;
import org.openvz.vzstats.collector.support.container.Containers;
import org.osgi.service.component.annotations.Component;

/**
 * Counts how the containers of a host are set up:
 *
 * <pre>{@code
 * {"container-settings.cpus": {"2": 3, "unlimited": 1}, "container-settings.features": {"fuse": 1},
 *  "container-settings.memory": {"1024-2047": 2, "256-511": 1, "unlimited": 1}, "container-settings.network": {"venet": 4},
 *  "container-settings.on_boot": {"off": 1, "on": 3}, "container-settings.vswap": {"off": 1, "on": 3}}
 * }</pre>
 *
 * What {@code vzcfgvalidate} says of them is left out: it is a process for every container, and one that ends with an error where a
 * configuration is wrong, as it does where it cannot tell.
 */
@Component
@CollectorName("container-settings")
public final class ContainerSettingsCollector implements Collector {

    private static final Steps MEBIBYTES =
            new Steps(List.of(128L, 256L, 512L, 1024L, 2048L, 4096L, 8192L, 16384L, 32768L, 65536L));
    private static final Steps SWAP_MEBIBYTES =
            new Steps(List.of(1L, 256L, 512L, 1024L, 2048L, 4096L, 8192L, 16384L, 32768L));
    private static final Steps GIBIBYTES = new Steps(List.of(4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L));
    private static final Steps CPUS = new Steps(List.of(1L, 2L, 3L, 4L, 5L, 9L, 17L, 33L, 65L));
    private static final Steps WEIGHT = new Steps(List.of(50L, 100L, 101L, 201L, 401L));
    private static final Steps CPU_PERCENT = new Steps(List.of(50L, 100L, 200L, 400L, 800L, 1600L));

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Tally tally = new Tally(Containers.on(host).all(), section);
        tally.each("memory", container -> container.memory().map(MEBIBYTES::of));
        tally.each("swap", container -> container.swap().map(SWAP_MEBIBYTES::of));
        tally.each("disk", container -> container.disk().map(GIBIBYTES::of));
        tally.each("cpus", container -> container.cpus().map(CPUS::of));
        tally.each(
                "cpu_weight",
                container -> container.cpuWeight().isPresent()
                        ? Optional.of(WEIGHT.of(container.cpuWeight().getAsLong()))
                        : Optional.empty());
        tally.each("cpu_limit", container -> container.cpuLimit().map(CPU_PERCENT::of));
        tally.each("io_limits", Container::ioLimit);
        tally.each("vswap", container -> container.vswap().map(ContainerSettingsCollector::onOrOff));
        tally.all("features", Container::features);
        tally.each("netfilter", Container::netfilter);
        tally.each("on_boot", Container::onBoot);
        tally.all("network", Container::network);
        tally.each("sample", Container::sample);
        tally.each("ha", container -> container.ha().map(ContainerSettingsCollector::onOrOff));
        tally.each("unprivileged", container -> container.unprivileged().map(ContainerSettingsCollector::onOrOff));
        tally.each("nesting", container -> container.nesting().map(ContainerSettingsCollector::onOrOff));
    }

    private static String onOrOff(boolean on) {
        return on ? "on" : "off";
    }

    private record Tally(List<Container> containers, Section.Builder section) {

        void each(String metric, Function<Container, Optional<String>> word) throws BudgetExceededException {
            all(metric, container -> word.apply(container).map(Set::of));
        }

        /** Counts every word of every container that tells; if none does, the metric is left out. */
        void all(String metric, Function<Container, Optional<Set<String>>> words) throws BudgetExceededException {
            String name = "container-settings." + metric;
            for (Container container : containers) {
                Optional<Set<String>> told = words.apply(container);
                if (told.isPresent()) {
                    section.counted(name);
                    for (String word : told.get()) {
                        section.count(name, word, 1);
                    }
                }
            }
        }
    }
}
