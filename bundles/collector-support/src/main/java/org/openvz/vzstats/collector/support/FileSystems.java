package org.openvz.vzstats.collector.support;

import java.util.Map;
import java.util.Set;

/** The file systems that guests are kept on. */
public final class FileSystems {

    private static final Set<String> KNOWN = Set.of(
            "bcachefs",
            "btrfs",
            "ceph",
            "ext2",
            "ext3",
            "ext4",
            "f2fs",
            "gfs2",
            "glusterfs",
            "jfs",
            "nfs",
            "ocfs2",
            "overlay",
            "reiserfs",
            "simfs",
            "tmpfs",
            "vstorage",
            "xfs",
            "zfs");

    /** The same by other names. */
    private static final Map<String, String> ALIASES = Map.of(
            "nfs4", "nfs",
            "fuse.glusterfs", "glusterfs",
            "fuse.ceph", "ceph",
            "fuse.ceph-fuse", "ceph",
            "fuse.pstorage", "vstorage",
            "fuse.vstorage", "vstorage");

    private FileSystems() {}

    /** {@return the public name of what the kernel calls it; {@code other} if it is none that guests are known to be kept on} */
    public static String nameOf(String type) {
        String name = ALIASES.getOrDefault(type, type);
        return KNOWN.contains(name) ? name : "other";
    }
}
