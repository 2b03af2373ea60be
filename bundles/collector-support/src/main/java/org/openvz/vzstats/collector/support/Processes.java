package org.openvz.vzstats.collector.support;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command and all the children it was seen to have, also those that it has left behind meanwhile. One thread looks; any thread may
 * kill.
 */
final class Processes {

    /** Looking for children reads all of /proc: not for the many commands that end at once. */
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private static final long FIRST_LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final ProcessHandle command;
    private final Map<ProcessHandle, Long> cpuNanosOf = new LinkedHashMap<>();
    private long looked;

    Processes(ProcessHandle command) {
        this.command = command;
        this.looked = System.nanoTime() - LOOK_NANOS + FIRST_LOOK_NANOS;
    }

    /** Notes the children, and what each has used, unless that was done a moment ago. */
    synchronized void look() {
        long now = System.nanoTime();
        if (now - looked >= LOOK_NANOS) {
            looked = now;
            note(command);
            command.descendants().forEach(this::note);
            // What has no parent any more is no descendant.
            List.copyOf(cpuNanosOf.keySet()).stream()
                    .filter(ProcessHandle::isAlive)
                    .forEach(this::note);
        }
    }

    /** {@return the processor time that all of them had used when they were last looked at} */
    synchronized long cpuNanos() {
        return cpuNanosOf.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Parents first: a shell whose child ends would start the next one. */
    synchronized void kill() {
        kill(command);
        cpuNanosOf.keySet().forEach(Processes::kill);
    }

    private void note(ProcessHandle process) {
        long nanos = process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
        cpuNanosOf.merge(process, nanos, Math::max);
    }

    private static void kill(ProcessHandle process) {
        // One that has ended has none, and to look for them reads all of /proc.
        List<ProcessHandle> children = process.isAlive() ? process.children().toList() : List.of();
        process.destroyForcibly();
        children.forEach(Processes::kill);
    }
}
