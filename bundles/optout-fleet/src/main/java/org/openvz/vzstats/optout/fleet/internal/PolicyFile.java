package org.openvz.vzstats.optout.fleet.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A policy file, which anybody may change at any moment. No file is no opinion; one that cannot be read forbids everything. */
final class PolicyFile {

    static final int LARGEST = 64 * 1024;

    /** A file changed so lately may change again and look the same. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Path file;

    private @Nullable Read last;

    PolicyFile(Path file) {
        this.file = file;
    }

    /** How a file looked when it was read: while it looks the same it is the same. */
    private record Look(FileTime modified, long size, @Nullable Object key) {

        static Look at(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Look(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }

        boolean isFresh() {
            return modified.toMillis() > System.currentTimeMillis() - FRESH.toMillis();
        }
    }

    private record Read(Look look, Rules rules) {}

    /** {@return what the file says now} */
    synchronized Rules rules() {
        // "Not there" must be certain: a directory nobody may read hides what is forbidden.
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Rules.none(file.toString());
        }
        try {
            Look look = Look.at(file);
            Read known = last;
            if (known != null && known.look().equals(look) && !look.isFresh()) {
                return known.rules();
            }
            Rules rules = read();
            // Unless it was changed while it was read.
            last = Objects.equals(look, Look.at(file)) ? new Read(look, rules) : null;
            return rules;
        } catch (CharacterCodingException e) {
            return Rules.forbidding("the fleet policy is no UTF-8 text", file.toString());
        } catch (IOException e) {
            return Rules.forbidding(
                    "the fleet policy cannot be read (" + e.getClass().getSimpleName() + ")", file.toString());
        }
    }

    private Rules read() throws IOException {
        if (!Files.isRegularFile(file)) {
            return Rules.forbidding("the fleet policy is no file", file.toString());
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            return Rules.forbidding("the fleet policy is larger than 64 KiB", file.toString());
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return Rules.parse(text, file.toString());
    }
}
