package org.openvz.vzstats.collector.support.container;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One container, in public words only: no id, no name, no address, no path. What its product does not have, or its files do not say,
 * is empty.
 *
 * @param stack what runs it
 * @param running whether it runs now
 * @param template the OS template it was made from, such as {@code centos-7-x86_64}; {@code other} if it is none of the public ones
 * @param applications the application templates in it, such as {@code mysql}
 * @param distribution what it runs, such as {@code centos}
 * @param release the same with its version, such as {@code centos-7}
 * @param image the official image it was made from, such as {@code nginx}; {@code other} if it is none of them
 * @param layout what its files are kept in, such as {@code ploop} or {@code zfs}
 * @param memory in MiB
 * @param swap in MiB
 * @param disk of its root, in GiB
 * @param cpus how many it sees
 * @param cpuWeight per cent of the product's default
 * @param cpuLimit per cent of one processor
 * @param ioLimit {@code none}, {@code bandwidth}, {@code iops} or {@code both}
 * @param vswap whether its memory is limited as a whole, on a kernel that has both ways
 * @param features what was turned on for it
 * @param netfilter how much of it is there: {@code disabled}, {@code stateless}, {@code stateful}, {@code full}
 * @param onBoot {@code on}, {@code off}, or {@code auto}: as it was before
 * @param network its kinds of interfaces, such as {@code venet}; only {@code none} if there is none
 * @param sample the configuration sample it was made with
 * @param ha whether a cluster restarts it elsewhere
 * @param unprivileged whether its root is an ordinary user outside
 * @param nesting whether it may run containers itself
 */
public record Container(
        Stack stack,
        Optional<Boolean> running,
        Optional<String> template,
        Set<String> applications,
        Optional<String> distribution,
        Optional<String> release,
        Optional<String> image,
        Optional<String> layout,
        Optional<Limit> memory,
        Optional<Limit> swap,
        Optional<Limit> disk,
        Optional<Limit> cpus,
        OptionalLong cpuWeight,
        Optional<Limit> cpuLimit,
        Optional<String> ioLimit,
        Optional<Boolean> vswap,
        Optional<Set<String>> features,
        Optional<String> netfilter,
        Optional<String> onBoot,
        Optional<Set<String>> network,
        Optional<String> sample,
        Optional<Boolean> ha,
        Optional<Boolean> unprivileged,
        Optional<Boolean> nesting) {

    /** Keeps copies. */
    public Container {
        applications = Set.copyOf(applications);
        features = features.map(Set::copyOf);
        network = network.map(Set::copyOf);
    }
}
