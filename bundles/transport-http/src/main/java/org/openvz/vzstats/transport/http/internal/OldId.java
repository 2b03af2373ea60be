package org.openvz.vzstats.transport.http.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.openvz.vzstats.api.Erasable.Erasure;
import org.openvz.vzstats.api.Erasable.Holder;
import org.openvz.vzstats.durable.files.DurableFiles;

/**
 * The id under which the original client reported. A server that has its reports may let the node go on under it, so that it is not counted
 * twice. It is shown at the first registration only, and never again after the owner wanted the node forgotten: a note says so, since the
 * file that the id is in is not ours to remove.
 */
final class OldId {

    private final Supplier<Optional<UUID>> written;
    private final Path note;

    /**
     * Reads nothing yet.
     *
     * @param written what is in the file of the original client
     * @param directory of the identities
     */
    OldId(Supplier<Optional<UUID>> written, Path directory) {
        this.written = written;
        this.note = directory.resolve("old-id-forgotten");
    }

    /** {@return one that there is not} */
    static OldId none() {
        return new OldId(Optional::empty, Path.of("nowhere"));
    }

    Optional<UUID> read() {
        return Files.notExists(note) ? written.get() : Optional.empty();
    }

    /** {@return what makes it forgotten; empty if there is nothing to forget} */
    Optional<Holder> holder() {
        return read().map(id -> new Holder() {
            @Override
            public String name() {
                return "the id of the original client";
            }

            @Override
            public Erasure erase() {
                return new Erasure.Nothing();
            }

            @Override
            public void forget() throws IOException {
                DurableFiles.directory(note.resolveSibling(""));
                DurableFiles.write(note, "The owner wants it forgotten.\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
    }
}
