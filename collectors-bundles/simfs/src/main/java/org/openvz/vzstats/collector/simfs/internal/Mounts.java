package org.openvz.vzstats.collector.simfs.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.collector.support.FileSystems;

/**
 * The mounts of a host, as in {@code /proc/mounts}: {@code /dev/md2 /vz ext4 rw,noatime 0 0}. Devices, which may bear names of servers,
 * are not kept.
 *
 * @param typeByPoint the type of the file system by where it is mounted; of several at one place the last covers the others
 */
record Mounts(Map<String, String> typeByPoint) {

    private static final int COLUMNS = 6;
    private static final int MAX_PATH = 4096;

    static Mounts parse(String text) {
        Map<String, String> types = new HashMap<>();
        text.lines().forEach(line -> {
            String[] columns = line.split(" ", -1);
            // The kernel's own first entry is beneath the one that has a device.
            if (columns.length == COLUMNS && !columns[2].equals("rootfs")) {
                types.put(columns[1], columns[2]);
            }
        });
        return new Mounts(types);
    }

    /** {@return the category of the file system that a directory is on; empty if no mount tells} */
    Optional<String> fileSystemOf(String directory) {
        // Longer is no path.
        String path = directory.length() > MAX_PATH ? "" : directory;
        while (!path.isEmpty()) {
            String type = typeByPoint.get(path);
            if (type != null) {
                return Optional.of(FileSystems.nameOf(type));
            }
            path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }
        return Optional.ofNullable(typeByPoint.get("/")).map(FileSystems::nameOf);
    }
}
