package org.openvz.vzstats.trigger.boot.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.openvz.vzstats.trigger.support.Memory;

/** The start of the host, told from others by the kernel's own id of it, of which nothing but a digest is kept. */
final class Boot {

    private static final String NAME = "boot";

    private final Memory memory;
    private final Optional<String> id;

    /** Reads the id; a host without one was never started. */
    Boot(Path root, Memory memory) {
        this.memory = memory;
        this.id = read(root.resolve("proc/sys/kernel/random/boot_id")).map(Memory::digest);
        if (memory.read(NAME).isEmpty()) {
            // The node was installed after this start, which is therefore none of its affairs.
            remember();
        }
    }

    boolean isNew() {
        return id.isPresent() && !memory.read(NAME).equals(id);
    }

    void remember() {
        id.ifPresent(now -> memory.write(NAME, now));
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (IOException e) {
            // No such kernel: then nobody knows, and nobody is asked.
            return Optional.empty();
        }
    }
}
