package org.openvz.vzstats.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The secrets that are planted in a recorded host, known by their marks: every invented name, serial and token holds {@code zq}, every
 * address is of a block reserved for documentation, every MAC begins with {@code 02:5a:51}; and every UUID is one. {@link SecretKind} tells
 * what some of them stand for.
 */
final class Canaries {

    private static final Map<String, Pattern> SHAPES = Map.of(
            "word", Pattern.compile("(?i)[a-z0-9_-]*(?<!v)zq[a-z0-9_-]*"),
            "dotted name", Pattern.compile("(?i)(?=[a-z0-9_.-]*(?<!v)zq)[a-z0-9_-]+(?:\\.[a-z0-9_-]+)+"),
            "e-mail", Pattern.compile("(?i)(?=[a-z0-9_.@-]*(?<!v)zq)[a-z0-9_.-]+@[a-z0-9_.-]+"),
            "path", Pattern.compile("(?i)(?=[a-z0-9_./-]*(?<!v)zq)/[a-z0-9_.-]+(?:/[a-z0-9_.-]+)+"),
            "IPv4", Pattern.compile("\\b(?:192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d{1,3}\\b"),
            "IPv6", Pattern.compile("(?i)\\b2001:db8:[0-9a-f:]*[0-9a-f]"),
            "MAC", Pattern.compile("(?i)\\b02[:-]?5a[:-]?51[:-]?[0-9a-f]{2}[:-]?[0-9a-f]{2}[:-]?[0-9a-f]{2}\\b"),
            "UUID", Pattern.compile("(?i)\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b"),
            "long id", Pattern.compile("\\b[0-9a-f]{64}\\b"));

    /** Shorter ones would be found by chance. */
    private static final int SHORTEST = 5;

    /** Of a text in another encoding. */
    private static final int SHORTEST_ENCODED = 8;

    private static final int MAX_BYTES = 8 << 20;

    private final Map<String, SortedSet<String>> byShape;
    private final Looks plain = new Looks();
    private final Looks encoded = new Looks();

    private Canaries(Map<String, SortedSet<String>> byShape) {
        this.byShape = byShape;
        for (String secret : all()) {
            plain.add(secret.toLowerCase(Locale.ROOT), secret);
            encodings(secret).forEach(text -> encoded.add(text, secret));
        }
    }

    /** {@return these very words} */
    static Canaries of(Collection<String> words) {
        return new Canaries(Map.of("given", new TreeSet<>(words)));
    }

    /** Gathers what is planted in the contents and the names of a tree. */
    static Canaries in(Path tree) throws IOException {
        Map<String, SortedSet<String>> byShape = new TreeMap<>();
        List<Path> all;
        try (Stream<Path> walk = Files.walk(tree)) {
            all = walk.toList();
        }
        for (Path path : all) {
            gather(tree.relativize(path).toString(), byShape);
            if (Files.isSymbolicLink(path)) {
                gather(Files.readSymbolicLink(path).toString(), byShape);
            } else if (Files.isRegularFile(path) && Files.size(path) <= MAX_BYTES) {
                gather(text(Files.readAllBytes(path)), byShape);
            }
        }
        return new Canaries(byShape);
    }

    private static void gather(String text, Map<String, SortedSet<String>> byShape) {
        SHAPES.forEach((shape, pattern) -> pattern.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(secret -> secret.length() >= SHORTEST)
                .forEach(secret -> byShape.computeIfAbsent(shape, unknown -> new TreeSet<>())
                        .add(secret)));
    }

    /** {@return how many there are of each shape} */
    Map<String, Integer> shapes() {
        Map<String, Integer> shapes = new TreeMap<>();
        byShape.forEach((shape, secrets) -> shapes.put(shape, secrets.size()));
        return shapes;
    }

    /** {@return what is among them} */
    Set<SecretKind> kinds() {
        Set<SecretKind> kinds = EnumSet.noneOf(SecretKind.class);
        for (SecretKind kind : SecretKind.values()) {
            if (all().stream().anyMatch(kind::marks)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** {@return how many distinct ones there are} */
    int size() {
        return all().size();
    }

    /** {@return the secrets that these bytes hold, in any encoding, packed or not} */
    List<String> leakedBy(byte[] bytes) throws IOException {
        Set<String> leaked = new LinkedHashSet<>();
        for (String text : readings(bytes)) {
            leaked.addAll(plain.in(text.toLowerCase(Locale.ROOT)));
            leaked.addAll(encoded.in(text));
        }
        return List.copyOf(leaked);
    }

    /** {@return file of an assembly to the secrets in it; what it was shipped with was not written by a run} */
    SortedMap<String, List<String>> leakedBeneath(Path home) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(home)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(home.resolve("system")) && !file.startsWith(home.resolve("lib")))
                    .filter(file -> !file.getFileName().toString().endsWith(".jar"))
                    .toList();
        }
        SortedMap<String, List<String>> leaked = new TreeMap<>();
        for (Path file : files) {
            List<String> secrets = leakedBy(bytes(file));
            if (!secrets.isEmpty()) {
                leaked.put(home.relativize(file).toString(), secrets);
            }
        }
        return leaked;
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            // A running process removes files of its own.
            return new byte[0];
        }
    }

    private Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        byShape.values().forEach(all::addAll);
        return all;
    }

    private static Set<String> encodings(String secret) {
        if (secret.length() < SHORTEST_ENCODED) {
            return Set.of();
        }
        Set<String> encodings = new LinkedHashSet<>();
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        encodings.add(HexFormat.of().formatHex(bytes));
        encodings.add(HexFormat.of().withUpperCase().formatHex(bytes));
        encodings.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        for (int before = 0; before < 3; before++) {
            // Within a longer text: wherever it begins there, these characters are the same.
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = before == 0 ? 0 : before + 1;
            int to = shifted.length % 3 == 0 ? encoded.length() : encoded.length() - 1;
            encodings.add(encoded.substring(from, to));
            encodings.add(encoded.substring(from, to).replace('+', '-').replace('/', '_'));
        }
        return encodings;
    }

    /** {@return the bytes as text, and what is packed in them wherever a gzip stream begins} */
    private static List<String> readings(byte[] bytes) throws IOException {
        List<String> readings = new ArrayList<>();
        String text = text(bytes);
        readings.add(text);
        Matcher gzip = Pattern.compile("\u001f\u008b\b").matcher(text);
        while (gzip.find()) {
            readings.add(text(unpacked(new ByteArrayInputStream(bytes, gzip.start(), bytes.length - gzip.start()))));
        }
        return readings;
    }

    private static byte[] unpacked(InputStream packed) throws IOException {
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        try (GZIPInputStream gzip = new GZIPInputStream(packed)) {
            byte[] chunk = new byte[4096];
            for (int read = gzip.read(chunk); read >= 0 && unpacked.size() < MAX_BYTES; read = gzip.read(chunk)) {
                unpacked.write(chunk, 0, read);
            }
        } catch (ZipException | EOFException e) {
            // What follows the stream is none of it, or it was cut off: what was unpacked so far is looked at.
            return unpacked.toByteArray();
        }
        return unpacked.toByteArray();
    }

    /** Looks for all that a secret may look like at once: they are thousands, and a database is megabytes. */
    private static final class Looks {

        private static final int PAIRS = 1 << 16;

        private final BitSet beginnings = new BitSet(PAIRS);
        private final Map<Integer, List<Look>> byBeginning = new HashMap<>();

        /** What a secret may look like. */
        private record Look(String text, String secret) {}

        void add(String text, String secret) {
            int beginning = pair(text, 0);
            beginnings.set(beginning);
            byBeginning.computeIfAbsent(beginning, unseen -> new ArrayList<>()).add(new Look(text, secret));
        }

        /** {@return the secrets in a text} */
        Set<String> in(String text) {
            Set<String> found = new LinkedHashSet<>();
            for (int i = 0; i + 1 < text.length(); i++) {
                int pair = pair(text, i);
                if (beginnings.get(pair)) {
                    for (Look look : byBeginning.getOrDefault(pair, List.of())) {
                        if (text.startsWith(look.text(), i)) {
                            found.add(look.secret());
                        }
                    }
                }
            }
            return found;
        }

        private static int pair(String text, int at) {
            return (text.charAt(at) << 8 | text.charAt(at + 1)) % PAIRS;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
