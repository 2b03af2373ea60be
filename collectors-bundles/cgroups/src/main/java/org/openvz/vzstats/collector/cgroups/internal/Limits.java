package org.openvz.vzstats.collector.cgroups.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.Numbers;

/** Which limits the groups of the first level have; not how high they are. */
final class Limits {

    private static final String METRIC = "cgroups.limits";
    private static final String UNIFIED = "/sys/fs/cgroup/";
    private static final List<String> MEMORY = List.of("/sys/fs/cgroup/memory/", "/cgroup/memory/");

    /** Where cpu and cpuacct are one hierarchy, systemd makes this a link to it. */
    private static final List<String> CPU = List.of("/sys/fs/cgroup/cpu/", "/cgroup/cpu/");

    private static final String PIDS = "/sys/fs/cgroup/pids/";

    /** Version 1 writes "unlimited" as the greatest number of whole pages; no host has half of it. */
    private static final long UNLIMITED = 1L << 60;

    private Limits() {}

    /** Counts the limits of version 2. */
    static void unified(List<String> groups, Host host, Section.Builder section) throws IOException {
        for (String group : groups) {
            String directory = UNIFIED + group + "/";
            count("memory", host.read(directory + "memory.max"), section);
            count("cpu", host.read(directory + "cpu.max"), section);
            count("pids", host.read(directory + "pids.max"), section);
            // A line for each device that has one.
            Optional<String> io = host.read(directory + "io.max");
            if (io.isPresent()) {
                count("io", io.filter(text -> !text.isBlank()).or(() -> Optional.of("max")), section);
            }
        }
    }

    /** Counts the limits of version 1. */
    static void separate(List<String> groups, Host host, Section.Builder section) throws IOException {
        for (String group : groups) {
            for (String root : MEMORY) {
                number("memory", host.read(root + group + "/memory.limit_in_bytes"), section);
            }
            for (String root : CPU) {
                number("cpu", host.read(root + group + "/cpu.cfs_quota_us"), section);
            }
            count("pids", host.read(PIDS + group + "/pids.max"), section);
        }
    }

    /** Of a quota, -1 is none. */
    private static void number(String controller, Optional<String> text, Section.Builder section)
            throws BudgetExceededException {
        boolean set = text.isPresent() && Numbers.parse(text.get(), UNLIMITED).isPresent();
        limit(controller, set, text.isPresent(), section);
    }

    private static void count(String controller, Optional<String> max, Section.Builder section)
            throws BudgetExceededException {
        limit(
                controller,
                max.filter(text -> !text.isBlank() && !text.startsWith("max")).isPresent(),
                max.isPresent(),
                section);
    }

    private static void limit(String controller, boolean set, boolean known, Section.Builder section)
            throws BudgetExceededException {
        if (known) {
            section.counted(METRIC);
        }
        if (set) {
            section.count(METRIC, controller, 1);
        }
    }
}
