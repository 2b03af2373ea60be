package org.openvz.vzstats.passive.downloads.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.server.api.Downloads.Download;
import org.openvz.vzstats.server.api.Downloads.Reach;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class AccessLogsTest {

    private static final Instant NOW = Instant.parse("2026-03-12T12:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

    private static final Rules RULES = Rules.parse(
            Map.of(
                    "rule.10", "image openvz /iso/{version}/{arch}/*.iso",
                    "rule.20", "update vzctl /rpm/**/vzctl-{version}.{arch}.rpm",
                    "rule.30", "template {product} /template/{product}-{version}-{arch}.tar.gz",
                    "logs", "no rule"),
            "bot, Spider");

    @TempDir
    Path directory = Path.of("set by JUnit");

    private final MemoryDownloads downloads = new MemoryDownloads();

    private AccessLogs logs() {
        return new AccessLogs(
                directory,
                RULES,
                address -> address.getHostAddress().startsWith("192.0.2.") ? Optional.of("DE") : Optional.empty(),
                downloads,
                () -> NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "common | 192.0.2.7 - - [10/Mar/2026:12:00:00 +0000] \"GET /iso/7.0.21/x86_64/openvz.iso HTTP/1.1\" 200 10",
                "combined | 192.0.2.7 - ann [10/Mar/2026:12:00:00 +0000] \"GET /iso/7.0.21/x86_64/o.iso HTTP/1.1\" 200 10 \"-\" \"curl/8\"",
                "its name before | www.example.org:80 192.0.2.7 - - [10/Mar/2026:12:00:00 +0000] \"GET /iso/7.0.21/x86_64/o.iso HTTP/2.0\" 200 10 \"-\" \"curl\"",
                "more behind | 192.0.2.7 - - [10/Mar/2026:12:00:00 +0000] \"GET /iso/7.0.21/x86_64/o.iso HTTP/1.1\" 200 10 \"-\" \"curl\" 0.003 \"-\"",
                "a proxy's target | 192.0.2.7 - - [10/Mar/2026:12:00:00 +0000] \"GET http://www.example.org/iso/7.0.21/x86_64/o.iso HTTP/1.1\" 200 10",
                "a query, escapes, two slashes | 192.0.2.7 - - [10/Mar/2026:12:00:00 +0000] \"GET //iso/7%2e0.21/x86_64/o.iso?from=%22x HTTP/1.1\" 200 10",
                "west of here | 192.0.2.7 - - [09/Mar/2026:20:00:00 -0500] \"GET /iso/7.0.21/x86_64/o.iso HTTP/1.1\" 200 10",
                "HTTP/0.9 | 192.0.2.7 - - [10/Mar/2026:12:00:00 +0000] \"GET /iso/7.0.21/x86_64/o.iso\" 200 10",
                "nginx | {\"time_iso8601\":\"2026-03-10T12:00:00+00:00\",\"remote_addr\":\"192.0.2.7\",\"request\":\"GET /iso/7.0.21/x86_64/o.iso HTTP/1.1\",\"status\":\"200\",\"body_bytes_sent\":\"10\"}",
                "Caddy | {\"ts\":1773144000.25,\"request\":{\"remote_ip\":\"192.0.2.7\",\"method\":\"GET\",\"uri\":\"/iso/7.0.21/x86_64/o.iso\",\"headers\":{\"User-Agent\":[\"curl\"]}},\"status\":200,\"size\":10}",
                "Traefik | {\"ClientHost\":\"192.0.2.7\",\"RequestMethod\":\"GET\",\"RequestPath\":\"/iso/7.0.21/x86_64/o.iso\",\"DownstreamStatus\":200,\"DownstreamContentSize\":10,\"StartUTC\":\"2026-03-10T12:00:00.5Z\"}",
            })
    void aDownloadIsCountedWhateverTheFormat(String name, String line) throws IOException {
        write("access.log", line + "\n");
        assertEquals(new AccessLogs.Result(1, 1, 0, 0, 0), logs().look(), name);
        assertEquals("{2026-03-10 image openvz 7.0.21 x86_64 DE=1}", counts());
        assertEquals(Map.of(new Reach(DAY, "openvz"), 1L, new Reach(DAY, ""), 1L), downloads.addresses());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"HEAD /iso/7/x86_64/o.iso HTTP/1.1\" 200 10",
                "\"POST /iso/7/x86_64/o.iso HTTP/1.1\" 200 10",
                "\"GET /iso/7/x86_64/o.iso HTTP/1.1\" 206 10",
                "\"GET /iso/7/x86_64/o.iso HTTP/1.1\" 304 10",
                "\"GET /iso/7/x86_64/o.iso HTTP/1.1\" 404 10",
                "\"GET /iso/7/x86_64/o.iso HTTP/1.1\" 200 0",
                "\"GET /iso/7/x86_64/o.iso HTTP/1.1\" 200 -",
                "\"GET /iso/7/x86_64/ HTTP/1.1\" 200 10",
                "\"GET /iso/acme-corp/x86_64/o.iso HTTP/1.1\" 200 10",
                "\"GET /iso/7/secret/o.iso HTTP/1.1\" 200 10",
                "\"GET /iso/7/x86_64/o.iso HTTP/1.1\" 200 10 \"-\" \"Mozilla/5.0 (compatible; ExampleBot/2.1)\"",
            })
    void whatIsNoDownloadIsNotCounted(String request) throws IOException {
        write("access.log", "192.0.2.7 - - [10/Mar/2026:12:00:00 +0000] " + request + "\n");
        AccessLogs.Result result = logs().look();
        assertEquals(1, result.lines());
        assertEquals(0, result.downloads());
        assertEquals(request.contains("Bot") ? 1 : 0, result.robots());
        assertEquals("{}", counts());
        assertTrue(downloads.addresses().isEmpty());
    }

    @Test
    void aLogIsCountedOnceWhileItGrowsIsRotatedAndCompressed() throws IOException {
        Path log = write("access.log", line(1) + line(2));
        AccessLogs logs = logs();
        assertEquals(2, logs.look().downloads());
        assertEquals(0, logs.look().lines());
        append(log, line(3) + line(4).substring(0, 20));
        assertEquals(1, logs.look().downloads(), "half a line waits");
        append(log, line(4).substring(20));
        Files.move(log, directory.resolve("access.log.1"));
        write("access.log", line(101) + line(102));
        assertEquals(3, logs().look().downloads(), "of a server that was started anew");
        Path packed = directory.resolve("access.log.2.gz");
        byte[] plain = Files.readAllBytes(directory.resolve("access.log.1"));
        Files.write(packed, compressed("gzip", plain));
        Files.delete(directory.resolve("access.log.1"));
        assertEquals(0, logs().look().lines(), "unpacked it is the same log");
        assertEquals(
                6,
                downloads.counts().values().stream().mapToLong(Long::longValue).sum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
    void compressedLogsAreReadByTheirFirstBytes(String how) throws IOException {
        byte[] plain = (line(1) + line(2) + line(3).strip()).getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("access.log-20260310"), compressed(how, plain));
        assertEquals(new AccessLogs.Result(3, 3, 0, 0, 0), logs().look(), "the last line may have no end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
    void ofABrokenArchiveIsCountedWhatIsWhole(String how) throws IOException {
        StringBuilder plain = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 40_000; i++) {
            plain.append(line(random.nextInt(1_000_000)));
        }
        byte[] whole = compressed(how, plain.toString().getBytes(StandardCharsets.UTF_8));
        write("access.log", line(7));
        Files.write(directory.resolve("broken.log.1"), Arrays.copyOf(whole, whole.length - whole.length / 3));
        AccessLogs logs = logs();
        AccessLogs.Result result = logs.look();
        assertEquals(1, result.failed());
        assertTrue(result.downloads() > 1 && result.downloads() < 40_001, result.toString());
        assertEquals(0, logs.look().failed(), "it is not tried again before it changes");
        Files.write(directory.resolve("broken.log.1"), whole);
        assertEquals(40_001 - result.downloads(), logs.look().downloads());
    }

    @Test
    void whateverBreaksOffEachLineCountsOnce() throws IOException {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            plain.append(line(i));
        }
        write("a.log", plain.toString());
        write("b.log", plain.toString());
        write("c.log", plain.toString());
        for (int at = 1; at <= 3; at++) {
            downloads.failAt(at, at % 2 == 0);
            logs().look();
        }
        downloads.failAt(Integer.MAX_VALUE, false);
        logs().look();
        assertEquals(
                150,
                downloads.counts().values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void whatIsNoAccessLogDisturbsNobody() throws IOException {
        write("README", "hello\n".repeat(500));
        write(".hidden", line(1));
        write("empty", "");
        Files.write(directory.resolve("zeros"), new byte[1_000_000]);
        Files.createDirectory(directory.resolve("old"));
        write("access.log", "x".repeat(300_000) + "\n{\"broken\":\n\n" + line(1) + "garbage [ ] \" \"\n" + line(2));
        AccessLogs.Result result = logs().look();
        assertEquals(2, result.downloads());
        assertEquals(4, result.unreadable());
    }

    @Test
    void addressesAreCountedAboutAndIpv6ByNetworks() throws IOException {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            log.append("198.51.%d.%d - - [10/Mar/2026:12:00:00 +0000] \"GET /iso/7/x86_64/o.iso HTTP/1.1\" 200 10\n"
                    .formatted(i % 5_000 / 250, i % 250));
            log.append(
                    "2001:db8:0:%x::%x - - [10/Mar/2026:12:00:00 +0000] \"GET /rpm/7/vzctl-4.11.1-1.noarch.rpm HTTP/1.1\" 200 10\n"
                            .formatted(i % 100, i));
        }
        write("access.log", log.toString());
        logs().look();
        assertEquals(5_000, downloads.addresses().getOrDefault(new Reach(DAY, "openvz"), 0L), 250);
        assertEquals(100, downloads.addresses().getOrDefault(new Reach(DAY, "vzctl"), 0L), 5);
        assertEquals(5_100, downloads.addresses().getOrDefault(new Reach(DAY, ""), 0L), 255);
        assertEquals(
                "{2026-03-10 image openvz 7 x86_64 =20000, 2026-03-10 update vzctl 4.11.1-1 noarch =20000}", counts());
    }

    private static String line(int second) {
        return "192.0.2.%d - - [10/Mar/2026:%02d:%02d:%02d +0000] \"GET /iso/7/x86_64/o.iso HTTP/1.1\" 200 %d\n"
                .formatted(second % 250, second / 3600 % 24, second / 60 % 60, second % 60, second + 1);
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        // As if it were some time ago: what has not changed since is not read again.
        Files.setLastModifiedTime(file, FileTime.from(NOW));
        return file;
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private String counts() {
        Map<String, Long> text = new TreeMap<>();
        for (Map.Entry<Download, Long> count : downloads.counts().entrySet()) {
            Download download = count.getKey();
            text.put(
                    String.join(
                            " ",
                            download.day().toString(),
                            download.item().kind(),
                            download.item().product(),
                            download.item().version(),
                            download.item().architecture(),
                            download.country()),
                    count.getValue());
        }
        return text.toString();
    }

    private static byte[] compressed(String how, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (how) {
                    case "gzip" -> new GZIPOutputStream(bytes);
                    case "bzip2" -> new BZip2CompressorOutputStream(bytes, 1);
                    case "xz" -> new XZOutputStream(bytes, new LZMA2Options(1));
                    default -> new ZstdOutputStream(bytes);
                }) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
