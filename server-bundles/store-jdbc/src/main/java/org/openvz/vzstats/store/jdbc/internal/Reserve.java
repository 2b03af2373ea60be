package org.openvz.vzstats.store.jdbc.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on a disk that an embedded database has to itself: a file, given up once others have taken the rest. What is being written then
 * still finds room, and nothing new is begun before there is room for all of this again.
 */
final class Reserve {

    /** What is given up, in bytes: far more than the transactions of one moment write. */
    static final int SIZE = 16 << 20;

    /** With less than this, in bytes, a disk is full. */
    static final int LEAST = 8 << 20;

    /** The SQL state of a full disk, as PostgreSQL has it. */
    static final String FULL = "53100";

    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
    private static final int BLOCK = 1 << 20;

    private final Path file;
    private final LongSupplier room;
    private volatile boolean held;

    /**
     * Not held yet.
     *
     * @param file is written and deleted
     * @param room how many bytes the disk still takes
     */
    Reserve(Path file, LongSupplier room) {
        this.file = file;
        this.room = room;
    }

    /**
     * Sees to it that there is room.
     *
     * @throws SQLException if the disk is full
     */
    void hold() throws SQLException {
        if (!held || room.getAsLong() < LEAST) {
            giveUpOrTake();
        }
    }

    /** {@return how many bytes the disk takes before it is full} */
    long room() {
        return Math.max(0, room.getAsLong() - LEAST);
    }

    /**
     * Takes it anew, which shows whether the disk takes anything.
     *
     * @throws SQLException if it does not
     */
    synchronized void renew() throws SQLException {
        giveUp();
        take();
    }

    private synchronized void giveUpOrTake() throws SQLException {
        if (!held) {
            take();
        } else if (room.getAsLong() < LEAST) {
            giveUp();
            LOG.warn(
                    "The disk of the database is full: nothing is accepted before it has {} MiB again",
                    (SIZE + LEAST) >> 20);
            throw full(null);
        }
    }

    private void take() throws SQLException {
        try {
            if (!Files.exists(file) || Files.size(file) != SIZE) {
                if (room.getAsLong() < SIZE + LEAST) {
                    throw full(null);
                }
                write();
            }
        } catch (IOException e) {
            giveUp();
            throw full(e);
        }
        held = true;
    }

    /** Bytes of chance: what a file system can leave out or pack is no reserve. */
    private void write() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Random random = new Random();
        byte[] block = new byte[BLOCK];
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int written = 0; written < SIZE; written += BLOCK) {
                random.nextBytes(block);
                ByteBuffer left = ByteBuffer.wrap(block);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
            }
            channel.force(true);
        }
    }

    private void giveUp() throws SQLException {
        held = false;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw full(e);
        }
    }

    private static SQLException full(@Nullable Exception cause) {
        return new SQLException("the disk of the database is full", FULL, cause);
    }
}
