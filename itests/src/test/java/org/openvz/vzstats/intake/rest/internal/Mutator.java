package org.openvz.vzstats.intake.rest.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Spoils archives in every way that somebody may, by mistake or on purpose. The same random numbers give the same archive. */
public final class Mutator {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d+(?![\\w.])");
    private static final Pattern TEXT = Pattern.compile("\"[^\"\\\\\n]*\"");

    private static final List<String> NUMBERS = List.of(
            "-1",
            "0",
            "1e400",
            "1.5",
            "NaN",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "9".repeat(1_000),
            "9".repeat(100_000),
            "00",
            "0x10",
            "1e-999999999",
            "2147483648");

    private static final List<String> TEXTS = List.of(
            "\"\"",
            "\" \"",
            "\"" + "z".repeat(200_000) + "\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u202e\"",
            "\"*\"",
            "\"other\"",
            "\"../../etc/passwd\"",
            "\"<script>\"",
            "\"'; DROP TABLE node; --\"",
            "null",
            "{}",
            "[]",
            "true",
            "\"unterminated");

    private static final byte[] GZIP_BOMB = bomb(64);
    private static final byte[] NESTED_BOMB = gzip(GZIP_BOMB);

    private final Random random;

    /** Draws from these. */
    public Mutator(Random random) {
        this.random = random;
    }

    /** {@return one of the archives of these files that are none, or not quite} */
    public byte[] archive(SortedMap<String, byte[]> files) {
        return switch (random.nextInt(10)) {
            case 0 -> flipped(RecordedReports.archive(files));
            case 1 -> cut(RecordedReports.archive(files));
            case 2 -> extended(RecordedReports.archive(files));
            case 3 -> gzip(flipped(gunzip(RecordedReports.archive(files))));
            case 4 -> gzip(cut(gunzip(RecordedReports.archive(files))));
            case 5 -> hostileTar(files);
            case 6 -> bombs(files);
            case 7 -> noise();
            default -> RecordedReports.archive(contents(files));
        };
    }

    byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        for (int flips = 1 + random.nextInt(8); flips > 0 && flipped.length > 0; flips--) {
            int at = random.nextInt(flipped.length);
            flipped[at] = (byte) (flipped[at] ^ 1 << random.nextInt(8));
        }
        return flipped;
    }

    byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    private byte[] extended(byte[] bytes) {
        byte[] more =
                switch (random.nextInt(4)) {
                    case 0 -> noise();
                    case 1 -> bytes;
                    case 2 -> GZIP_BOMB;
                    default -> new byte[1 + random.nextInt(2_000)];
                };
        return joined(bytes, more);
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(5_000)];
        random.nextBytes(noise);
        if (random.nextBoolean() && noise.length > 3) {
            noise[0] = 0x1f;
            noise[1] = (byte) 0x8b;
            noise[2] = 8;
            if (random.nextBoolean()) {
                noise[3] = 0;
            }
        }
        return noise;
    }

    private byte[] bombs(SortedMap<String, byte[]> files) {
        return switch (random.nextInt(4)) {
            case 0 -> GZIP_BOMB;
            case 1 -> NESTED_BOMB;
            case 2 -> joined(RecordedReports.archive(files), GZIP_BOMB);
            default -> {
                SortedMap<String, byte[]> larger = new TreeMap<>(files);
                larger.put(anyKey(files), new byte[5_000_000]);
                yield RecordedReports.archive(larger);
            }
        };
    }

    /** What a tar may hold besides files with plain names. */
    private byte[] hostileTar(SortedMap<String, byte[]> files) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(packed), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(
                    random.nextBoolean() ? TarArchiveOutputStream.LONGFILE_GNU : TarArchiveOutputStream.LONGFILE_POSIX);
            int at = random.nextInt(files.size() + 1);
            for (var file : files.entrySet()) {
                if (at-- == 0) {
                    strange(tar, anyKey(files));
                }
                put(tar, new TarArchiveEntry(file.getKey(), true), file.getValue());
            }
            if (at == 0) {
                strange(tar, anyKey(files));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private void strange(TarArchiveOutputStream tar, String name) throws IOException {
        byte[] kinds = {
            TarConstants.LF_SYMLINK,
            TarConstants.LF_LINK,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_FIFO,
            TarConstants.LF_DIR,
            TarConstants.LF_CONTIG,
            'S',
            'V',
            'M',
            'Z',
        };
        switch (random.nextInt(6)) {
            case 0 -> {
                TarArchiveEntry entry = new TarArchiveEntry(name, kinds[random.nextInt(kinds.length)], true);
                entry.setLinkName(random.nextBoolean() ? "/etc/passwd" : name);
                put(tar, entry, new byte[0]);
            }
            case 1 -> put(tar, new TarArchiveEntry("n".repeat(1 + random.nextInt(4_000)), true), new byte[1]);
            case 2 -> {
                List<String> names =
                        List.of("/etc/cron.d/z", "../z", "./../z", "a/b/c.json", "..", ".", "z\0z", "\u202ez", "con:");
                put(tar, new TarArchiveEntry(names.get(random.nextInt(names.size())), true), new byte[3]);
            }
            case 3 -> put(tar, new TarArchiveEntry("inner.tar.gz", true), NESTED_BOMB);
            case 4 -> put(tar, new TarArchiveEntry(name, true), new byte[10]);
            default -> {
                for (int i = 0; i < 100; i++) {
                    put(tar, new TarArchiveEntry("e" + i + ".json", true), new byte[0]);
                }
            }
        }
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** Spoils what the files say; the container stays whole, and a manifest true. */
    private SortedMap<String, byte[]> contents(SortedMap<String, byte[]> files) {
        SortedMap<String, byte[]> spoilt = new TreeMap<>(files);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            String name = anyKey(spoilt);
            spoilt.put(name, content(spoilt.getOrDefault(name, new byte[0])));
        }
        byte[] manifest = spoilt.get("manifest.json");
        if (manifest != null && random.nextInt(8) > 0) {
            spoilt.put("manifest.json", truthful(manifest, files, spoilt));
        }
        return spoilt;
    }

    private byte[] content(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        return switch (random.nextInt(9)) {
            case 0, 1 -> bytes(replaced(text, NUMBER, NUMBERS));
            case 2, 3 -> bytes(replaced(text, TEXT, TEXTS));
            case 4 -> flipped(content);
            case 5 -> cut(content);
            case 6 -> bytes(replaced(text, NUMBER, List.of("{\"a\":".repeat(20_000), "[".repeat(100_000))));
            case 7 -> {
                byte[] odd = {(byte) 0xc3, 0x28, (byte) 0xff, 0, (byte) 0xed, (byte) 0xa0, (byte) 0x80, '\n'};
                int at = random.nextInt(content.length + 1);
                yield joined(Arrays.copyOf(content, at), joined(odd, Arrays.copyOfRange(content, at, content.length)));
            }
            default -> {
                List<String> lines = new ArrayList<>(text.lines().toList());
                for (int times = random.nextInt(6); times > 0 && !lines.isEmpty(); times--) {
                    int at = random.nextInt(lines.size());
                    switch (random.nextInt(3)) {
                        case 0 -> lines.remove(at);
                        case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                        default ->
                            lines.set(
                                    at,
                                    lines.get(at)
                                            .repeat(1
                                                    + random.nextInt(100_000)
                                                            / (lines.get(at).length() + 1)));
                    }
                }
                yield bytes(String.join("\n", lines) + "\n");
            }
        };
    }

    /** Replaces one of the places that match. */
    private String replaced(String text, Pattern pattern, List<String> by) {
        List<MatchResult> places = pattern.matcher(text).results().toList();
        if (places.isEmpty()) {
            return text;
        }
        MatchResult place = places.get(random.nextInt(places.size()));
        return text.substring(0, place.start()) + by.get(random.nextInt(by.size())) + text.substring(place.end());
    }

    private static byte[] truthful(byte[] manifest, SortedMap<String, byte[]> before, SortedMap<String, byte[]> now) {
        String text = new String(manifest, StandardCharsets.ISO_8859_1);
        for (var file : before.entrySet()) {
            text = text.replace(sha256(file.getValue()), sha256(now.getOrDefault(file.getKey(), new byte[0])));
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String anyKey(SortedMap<String, byte[]> files) {
        return List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    }

    static byte[] gunzip(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] bomb(int mebibytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < mebibytes; i++) {
                gzip.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
