package org.openvz.vzstats.durable.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Files that are there whole, or not at all: after a crash, a full disk or a power cut. Only their owner may read them. */
public final class DurableFiles {

    private static final String UNFINISHED = ".unfinished";
    /** No file of ours is much smaller: where this has room, so have they. */
    private static final int PROBE_BYTES = 4096;

    private DurableFiles() {}

    /** Makes a directory that only its owner may look into. */
    public static void directory(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (isPosix(directory)) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Writes a file into a directory of ours, instead of the one that is there; when this returns, it survives a power cut. */
    public static void write(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            // Left by a crash. A new file always: what lies there may be a link that somebody else put.
            Files.deleteIfExists(unfinished);
            writeNew(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        sync(file.toAbsolutePath().resolveSibling(""));
    }

    /** Writes a file that is not there yet, bytes and all. */
    static void writeNew(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Makes what a directory lists survive a power cut. */
    public static void sync(Path directory) throws IOException {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /** {@return a short text as it is written; bytes of a damaged file that are no text are characters like any other} */
    public static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** {@return the SHA-256 of some bytes, in lower case hex} */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** {@return what is the matter with a directory in which nothing can be written now, for the owner; tried out} */
    public static Optional<String> trouble(Path directory) {
        try {
            directory(directory);
            Path probe = Files.createTempFile(directory, "probe", UNFINISHED);
            try {
                Files.write(probe, new byte[PROBE_BYTES]);
            } finally {
                Files.deleteIfExists(probe);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(directory + " cannot be written: " + why(directory, e));
        }
    }

    /** {@return why a directory cannot be written, in a few words of our own} */
    public static String why(Path directory, IOException failure) {
        Path nearest = directory.toAbsolutePath();
        while (!Files.exists(nearest, LinkOption.NOFOLLOW_LINKS) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        if (!Files.isDirectory(nearest)) {
            return nearest + " is no directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such directory";
        }
        try {
            FileStore store = Files.getFileStore(nearest);
            if (store.isReadOnly()) {
                return "the file system is read-only";
            }
            if (store.getUsableSpace() < PROBE_BYTES) {
                return "the disk is full";
            }
        } catch (IOException e) {
            // Then the failure itself has to do.
        }
        return failure.getClass().getSimpleName();
    }

    /** {@return whether a crash left this file unfinished; it is never read} */
    public static boolean isUnfinished(Path file) {
        return file.getFileName().toString().endsWith(UNFINISHED);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
