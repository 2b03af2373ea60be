package org.openvz.vzstats.node.web.internal;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the page's address is written, with its key: for the node's own user only. */
final class AddressFile {

    private final Path file;

    AddressFile(Path directory) {
        this.file = directory.resolve("web");
    }

    Path path() {
        return file;
    }

    void write(String address) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory, ownerOnly("rwx------"));
        Path unfinished = file.resolveSibling("web.unfinished");
        Files.deleteIfExists(unfinished);
        // Never readable for others, not even for a moment.
        Files.createFile(unfinished, ownerOnly("rw-------"));
        Files.writeString(unfinished, address + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        FileSystem system = file.getFileSystem();
        return system.supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
