package org.openvz.vzstats.collector.simfs.internal;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.KeyValues;
import org.openvz.vzstats.collector.support.container.Container;
import org.openvz.vzstats.collector.support.container.Containers;
import org.openvz.vzstats.collector.support.container.Stack;
import org.osgi.service.component.annotations.Component;

/**
 * Reads what the files of containers are kept in, and on:
 *
 * <pre>{@code
 * {"simfs.beneath": {"ext4": 4}, "simfs.default_layout": "ploop", "simfs.layout": {"ploop": 3, "simfs": 1}}
 * }</pre>
 */
@Component
@CollectorName("simfs")
public final class SimfsCollector implements Collector {

    private static final Set<String> IMAGE_FORMATS = Set.of("ploop", "qcow2");
    private static final Set<String> FILE_SYSTEMS = Set.of("simfs", "ext4", "xfs");
    private static final String DEFAULT_AREA = "/vz/private/$VEID";

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Containers containers = Containers.on(host);
        if (containers.stacks().isEmpty()) {
            return;
        }
        Map<String, String> vz =
                KeyValues.assignments(host.read("/etc/vz/vz.conf").orElse(""));
        layouts(containers, section);
        if (containers.stacks().contains(Stack.OPENVZ)) {
            defaults(vz, section);
        }
        beneath(containers, vz, host, section);
    }

    private static void layouts(Containers containers, Section.Builder section) throws BudgetExceededException {
        for (Container container : containers.all()) {
            Optional<String> layout = container.layout();
            if (layout.isPresent()) {
                section.count("simfs.layout", layout.get(), 1);
            }
        }
    }

    private static void defaults(Map<String, String> vz, Section.Builder section) throws BudgetExceededException {
        String fileSystem = vz.getOrDefault("VEFSTYPE", "");
        if (FILE_SYSTEMS.contains(fileSystem)) {
            section.text("simfs.ve_fs_type", fileSystem);
        }
        // OpenVZ 6 sets the layout with its options; OpenVZ 7 a file system, and a format of images unless it is simfs.
        String layout = vz.getOrDefault("VE_LAYOUT", "").split(":", 2)[0];
        String format = vz.getOrDefault("VEIMAGEFORMAT", "ploop");
        if (layout.equals("simfs") || layout.equals("ploop")) {
            section.text("simfs.default_layout", layout);
        } else if (fileSystem.equals("simfs")) {
            section.text("simfs.default_layout", "simfs");
        } else if (FILE_SYSTEMS.contains(fileSystem) && IMAGE_FORMATS.contains(format)) {
            section.text("simfs.default_layout", format);
        }
    }

    /** Of containers whose files are in a directory that is known; those in a pool of ZFS or Ceph have none. */
    private static void beneath(Containers containers, Map<String, String> vz, Host host, Section.Builder section)
            throws IOException {
        Map<Stack, String> directories = Map.of(
                Stack.OPENVZ, area(vz.getOrDefault("VE_PRIVATE", DEFAULT_AREA)),
                Stack.LXC, "/var/lib/lxc",
                Stack.DOCKER, "/var/lib/docker",
                Stack.PODMAN, "/var/lib/containers");
        Map<Stack, Optional<String>> fileSystems = new EnumMap<>(Stack.class);
        for (Container container : containers.all()) {
            String directory = directories.get(container.stack());
            boolean inPool = container.stack() == Stack.LXC
                    && !container.layout().equals(Optional.of("dir"))
                    && !container.layout().equals(Optional.of("overlay"));
            if (directory == null || inPool) {
                continue;
            }
            Optional<String> fileSystem = fileSystems.get(container.stack());
            if (fileSystem == null) {
                fileSystem = host.read("/proc/mounts")
                        .flatMap(mounts -> Mounts.parse(mounts).fileSystemOf(directory));
                fileSystems.put(container.stack(), fileSystem);
            }
            if (fileSystem.isPresent()) {
                section.count("simfs.beneath", fileSystem.get(), 1);
            }
        }
    }

    /** {@code /vz/private} of {@code /vz/private/$VEID}. */
    private static String area(String perContainer) {
        int id = perContainer.indexOf("/$");
        return id > 0 ? perContainer.substring(0, id) : perContainer;
    }
}
