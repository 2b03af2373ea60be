package org.openvz.vzstats.durable.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A report in a file wherever the owner wants it, for its owner only: whole or not at all, and over no other file by mistake. */
public final class SealedFile {

    private SealedFile() {}

    /**
     * Writes it.
     *
     * @throws FileAlreadyExistsException if there is something, and it is not to be replaced
     */
    public static void write(Path file, byte[] content, boolean replace) throws IOException {
        Path unfinished = file.resolveSibling("." + UUID.randomUUID() + ".unfinished");
        try {
            DurableFiles.writeNew(unfinished, content);
            if (replace) {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                name(unfinished, file);
            }
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** A second name is given to what has none yet only; a stick's file system may know no second names. */
    private static void name(Path unfinished, Path file) throws IOException {
        try {
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
