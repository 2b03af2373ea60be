package org.openvz.vzstats.collector.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Host.Trust;

/** Tells what nobody but the owner of the root can have written: who may write to a directory may replace what is in it. */
final class OwnersTrust {

    private final Path root;

    OwnersTrust(Path root) {
        this.root = root;
    }

    /** {@return how far an entry beneath the root can be trusted; no link leads to it, unless it is one} */
    Trust of(Path entry) {
        try {
            UserPrincipal owner = attributes(root).owner();
            if (!above(entry, owner)) {
                return Trust.NONE;
            }
            PosixFileAttributes attributes = attributes(entry);
            if (!belongs(attributes, owner)) {
                return Trust.NONE;
            }
            return attributes.isRegularFile() && attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE)
                    ? Trust.EXECUTABLE
                    : Trust.WRITTEN_BY_OWNER;
        } catch (IOException | UnsupportedOperationException e) {
            // Gone meanwhile, or a file system without owners.
            return Trust.NONE;
        }
    }

    private boolean above(Path entry, UserPrincipal owner) throws IOException {
        for (@Nullable Path directory = entry.getParent(); directory != null; directory = directory.getParent()) {
            if (!belongs(attributes(directory), owner)) {
                return false;
            }
            if (directory.equals(root)) {
                return true;
            }
        }
        return false;
    }

    private static boolean belongs(PosixFileAttributes attributes, UserPrincipal owner) {
        Set<PosixFilePermission> permissions = attributes.permissions();
        return (attributes.isRegularFile() || attributes.isDirectory())
                && attributes.owner().equals(owner)
                && !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
