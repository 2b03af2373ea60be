package org.openvz.vzstats.node.web.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openvz.vzstats.durable.files.DurableFiles;

/** Where the page's address is written, with its key: for the node's own user only. */
final class AddressFile {

    private final Path directory;
    private final Path file;

    AddressFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("web");
    }

    Path path() {
        return file;
    }

    void write(String address) throws IOException {
        // One that is there has its owner's permissions: it may hold more than this file.
        if (!Files.isDirectory(directory)) {
            DurableFiles.directory(directory);
        }
        DurableFiles.write(file, (address + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
