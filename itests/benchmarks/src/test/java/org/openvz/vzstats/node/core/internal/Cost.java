package org.openvz.vzstats.node.core.internal;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/**
 * What one collection costs.
 *
 * @param cpuMillis of this process, without the commands
 * @param wallMillis the median
 * @param processes how many it starts, as the flight recorder sees it
 * @param last what the last one gave
 */
record Cost(double cpuMillis, double wallMillis, int processes, Draft last) {

    private static final String STARTED = "jdk.ProcessStart";

    /**
     * Measures a node that has run as many rounds before.
     *
     * @param data where there is room for a recording
     */
    static Cost of(WarmNode node, int rounds, Path data) throws IOException, InterruptedException {
        for (int i = 0; i < rounds; i++) {
            Draft unused = node.draft();
        }
        int processes = processesOf(node, data.resolve("processes.jfr"));
        Draft last = node.draft();
        double[] wall = new double[rounds];
        // The clock of processors is too coarse for one round.
        long cpuBefore = cpuNanos();
        for (int i = 0; i < rounds; i++) {
            long wallBefore = System.nanoTime();
            last = node.draft();
            wall[i] = (System.nanoTime() - wallBefore) / 1e6;
        }
        double cpu = (cpuNanos() - cpuBefore) / 1e6 / rounds;
        Arrays.sort(wall);
        return new Cost(cpu, wall[rounds / 2], processes, last);
    }

    private static int processesOf(WarmNode node, Path file) throws IOException, InterruptedException {
        try (Recording recording = new Recording()) {
            recording.enable(STARTED);
            recording.start();
            Draft unused = node.draft();
            recording.stop();
            recording.dump(file);
        }
        return (int) RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(STARTED))
                .count();
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
