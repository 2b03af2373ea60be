package org.openvz.vzstats.collector.software.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Numbers;

/** Finds whose patch of the running kernel is loaded. Its own name, which says which faults are mended, is not sent. */
final class LivePatch {

    /** Of the kernel since 4.0, and of kpatch before, whose patches moved one directory up in time. */
    private static final List<String> DIRECTORIES =
            List.of("/sys/kernel/livepatch", "/sys/kernel/kpatch/patches", "/sys/kernel/kpatch");

    private LivePatch() {}

    /**
     * Reads the first patch that is in force.
     *
     * @param readyKernel whether ReadyKernel is installed, whose patches are made with kpatch
     * @return {@code none} if the kernel takes patches and has none; empty if it takes none
     */
    static Optional<String> read(Host host, boolean readyKernel) throws IOException {
        if (host.exists("/sys/module/kcare")) {
            return Optional.of("kernelcare");
        }
        boolean possible = false;
        for (String directory : DIRECTORIES) {
            possible |= host.exists(directory);
            for (String name : host.list(directory)) {
                OptionalLong enabled = Numbers.read(host, directory + "/" + name + "/enabled", 1);
                if (enabled.isPresent() && enabled.getAsLong() == 1) {
                    return Optional.of(vendor(name, readyKernel));
                }
            }
        }
        return possible ? Optional.of("none") : Optional.empty();
    }

    private static String vendor(String name, boolean readyKernel) {
        if (name.startsWith("readykernel") || (readyKernel && name.startsWith("kpatch"))) {
            return "readykernel";
        }
        if (name.startsWith("kpatch")) {
            return "kpatch";
        }
        if (name.startsWith("lkp_")) {
            return "canonical";
        }
        return name.startsWith("livepatch_") || name.startsWith("klp_") || name.startsWith("kgraft") ? "suse" : "other";
    }
}
