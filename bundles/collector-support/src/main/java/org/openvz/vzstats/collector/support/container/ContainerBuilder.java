package org.openvz.vzstats.collector.support.container;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A container about which nothing is known yet but what runs it; a reader sets what its files say. */
final class ContainerBuilder {

    private final Stack stack;

    Optional<Boolean> running = Optional.empty();
    Optional<String> template = Optional.empty();
    Set<String> applications = Set.of();
    Optional<Distribution> distribution = Optional.empty();
    Optional<String> image = Optional.empty();
    Optional<String> layout = Optional.empty();
    Optional<Limit> memory = Optional.empty();
    Optional<Limit> swap = Optional.empty();
    Optional<Limit> disk = Optional.empty();
    Optional<Limit> cpus = Optional.empty();
    OptionalLong cpuWeight = OptionalLong.empty();
    Optional<Limit> cpuLimit = Optional.empty();
    Optional<String> ioLimit = Optional.empty();
    Optional<Boolean> vswap = Optional.empty();
    Optional<Set<String>> features = Optional.empty();
    Optional<String> netfilter = Optional.empty();
    Optional<String> onBoot = Optional.empty();
    Optional<Set<String>> network = Optional.empty();
    Optional<String> sample = Optional.empty();
    Optional<Boolean> ha = Optional.empty();
    Optional<Boolean> unprivileged = Optional.empty();
    Optional<Boolean> nesting = Optional.empty();

    ContainerBuilder(Stack stack) {
        this.stack = stack;
    }

    /** Sets whether bandwidth and operations per second are limited. */
    void ioLimits(boolean bandwidth, boolean iops) {
        ioLimit = Optional.of(bandwidth ? iops ? "both" : "bandwidth" : iops ? "iops" : "none");
    }

    /** Sets the kinds of its interfaces. */
    void network(Set<String> kinds) {
        network = Optional.of(kinds.isEmpty() ? Set.of("none") : kinds);
    }

    Container build() {
        return new Container(
                stack,
                running,
                template,
                applications,
                distribution.map(Distribution::name),
                distribution.flatMap(Distribution::release),
                image,
                layout,
                memory,
                swap,
                disk,
                cpus,
                cpuWeight,
                cpuLimit,
                ioLimit,
                vswap,
                features,
                netfilter,
                onBoot,
                network,
                sample,
                ha,
                unprivileged,
                nesting);
    }
}
