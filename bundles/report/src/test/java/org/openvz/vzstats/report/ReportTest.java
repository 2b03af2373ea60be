package org.openvz.vzstats.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.report.InvalidReportException.Kind;

class ReportTest {

    private static final UUID ID = UUID.fromString("3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e");

    @Test
    void whatIsWrittenIsRead() throws Exception {
        ReceivedReport read = ReportReader.read(ReportWriter.pack(files()).packed());

        assertEquals(ID, read.manifest().report());
        assertEquals(LocalDate.of(2026, 11, 22), read.manifest().day());
        assertEquals("0.1.0", read.manifest().client());
        assertEquals(List.of("cpu", "disk"), List.copyOf(read.contents().keySet()));
        assertEquals(
                disk(),
                SectionJson.decode("disk", String.valueOf(read.contents().get("disk")))
                        .orElseThrow());
    }

    @Test
    void crashReportsAreReadAsTheyWereWritten() {
        Section crashes = new Section(
                "crashes",
                new TreeMap<>(Map.of("crashes.reports", new Value.UReports(List.of("{\"a\":[{\"b\":1}]}", "{}")))));

        String text = SectionJson.encode(crashes);

        assertEquals(Optional.of(crashes), SectionJson.decode("crashes", text));
        assertEquals(Optional.empty(), SectionJson.decode("crashes", "{\"crashes.reports\":[1]}"));
    }

    @Test
    void equalContentGivesEqualBytes() throws Exception {
        assertArrayEquals(
                ReportWriter.pack(files()).packed(), ReportWriter.pack(files()).packed());
    }

    @Test
    void theArchiveTellsNoTimeAndNoOwner() throws Exception {
        byte[] packed = ReportWriter.pack(files()).packed();
        assertEquals(0, packed[4] | packed[5] | packed[6] | packed[7], "the time in the gzip header");
        byte[] tar = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
        String header = new String(tar, 0, 512, StandardCharsets.US_ASCII);
        assertTrue(header.startsWith("cpu.json"));
        assertEquals(0, octal(header, 108, 8), "uid");
        assertEquals(0, octal(header, 116, 8), "gid");
        assertEquals(0, octal(header, 136, 12), "mtime");
        assertEquals("", header.substring(265, 329).replace("\0", ""), "user and group name");
    }

    @Test
    void theTextOfASectionIsReadable() throws Exception {
        assertEquals(
                """
                {
                  "disk.count" : {
                    "hdd" : 1,
                    "ssd" : 2
                  },
                  "disk.lvm" : true,
                  "disk.vz_fs" : "ext4",
                  "disk.vz_size" : 256
                }
                """,
                SectionJson.encode(disk()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{} {}",
                "{\"a.b\":1.5}",
                "{\"a.b\":18446744073709551616}",
                "{\"a.b\":1e400}",
                "{\"a.b\":null}",
                "{\"a.b\":[1]}",
                "{\"a.b\":{\"c\":\"d\"}}",
                "{\"a.b\":{\"c\":{\"d\":1}}}",
                "{\"a.b\":1,\"a.b\":2}",
                "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":{\"i\":1}}}}}}}}}",
            })
    void whatIsNoSectionIsNone(String text) {
        assertEquals(Optional.empty(), SectionJson.decode("a", text));
    }

    @Test
    void aReportOverTheLimitIsNotWritten() {
        TreeMap<String, String> files = new TreeMap<>(Map.of(Manifest.FILE, "{}", "a.json", noise(400_000)));
        assertThrows(IOException.class, () -> ReportWriter.pack(new ReportFiles(ID, files)));
    }

    @Test
    void notGzip() {
        refused(Kind.NOT_GZIP, "PK plain".getBytes(StandardCharsets.UTF_8));
        refused(Kind.NOT_GZIP, new byte[0]);
    }

    @Test
    void largerThan256KiB() throws Exception {
        byte[] packed = Arrays.copyOf(ReportWriter.pack(files()).packed(), 300 * 1024);
        refused(Kind.TOO_LARGE, packed);
    }

    @Test
    void aBombOfZeros() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                gzip.write(zeros);
            }
        }
        refused(Kind.TOO_LARGE, bomb.toByteArray());
    }

    @Test
    void aBombInOneFile() throws Exception {
        Map<String, String> files = new TreeMap<>(files().byName());
        files.put("cpu.json", " ".repeat(5 << 20));
        refused(Kind.TOO_LARGE, tar(files));
    }

    @Test
    void moreThan64Files() throws Exception {
        Map<String, String> files = new TreeMap<>(files().byName());
        for (int i = 0; i < 64; i++) {
            files.put("x" + i + ".json", "{}");
        }
        refused(Kind.TOO_LARGE, tar(files));
    }

    @Test
    void aTruncatedReportAtEveryLength() throws Exception {
        byte[] packed = ReportWriter.pack(files()).packed();
        for (int length = 2; length < packed.length; length++) {
            refused(Kind.MALFORMED, Arrays.copyOf(packed, length));
        }
    }

    @Test
    void somethingBehindTheReport() throws Exception {
        byte[] packed = ReportWriter.pack(files()).packed();
        ByteArrayOutputStream more = new ByteArrayOutputStream();
        more.write(packed);
        more.write("more".getBytes(StandardCharsets.UTF_8));
        refused(Kind.MALFORMED, more.toByteArray());
        more.reset();
        more.write(packed);
        try (GZIPOutputStream gzip = new GZIPOutputStream(more)) {
            gzip.write("a second member".getBytes(StandardCharsets.UTF_8));
        }
        refused(Kind.MALFORMED, more.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../cpu.json", "/etc/cpu.json", "a/cpu.json", "CPU.json", "cpu.txt", ".json", "cpu.json "})
    void namesThatAreNoFileOfAReport(String name) throws Exception {
        Map<String, String> files = new TreeMap<>(files().byName());
        files.put(name, "{}");
        refused(Kind.MALFORMED, tar(files));
    }

    @Test
    void linksAndDevices() throws Exception {
        for (byte type : new byte[] {
            TarConstants.LF_LINK,
            TarConstants.LF_SYMLINK,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_DIR,
            TarConstants.LF_FIFO
        }) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(packed))) {
                TarArchiveEntry entry = new TarArchiveEntry("cpu.json", type);
                entry.setLinkName("/etc/passwd");
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
            refused(Kind.MALFORMED, packed.toByteArray());
        }
    }

    @Test
    void aManifestThatDoesNotFit() throws Exception {
        Map<String, String> files = new TreeMap<>(files().byName());
        String manifest = String.valueOf(files.get(Manifest.FILE));
        for (String broken : List.of(
                "",
                "{}",
                "[]",
                manifest.replace("\"format\" : 2", "\"format\" : 3"),
                manifest.replace("\"format\" : 2", "\"format\" : 2.0"),
                manifest.replace("2026-11-22", "2026-13-22"),
                manifest.replace("2026-11-22", "2026-11-22T10:00:00Z"),
                manifest.replace(ID.toString(), "1-2-3-4-5"),
                manifest.replace("\"cpu\"", "\"../cpu\""),
                manifest.replace("\"cpu\"", "\"manifest\""),
                manifest.replace("\"cpu\"", "\"disk\""),
                manifest.replace("\"revision\" : 1", "\"revision\" : 0"),
                manifest.replace("\"sha256\" : \"", "\"sha256\" : \"0"),
                manifest.replace("\"0.1.0\"", "null"),
                manifest.replace("\"0.1.0\"", "17"),
                manifest.replace("0.1.0", "0.1.0 of host.example.com"))) {
            files.put(Manifest.FILE, broken);
            refused(Kind.MALFORMED, tar(files));
        }
    }

    @Test
    void aSectionThatDoesNotFitItsManifest() throws Exception {
        Map<String, String> changed = new TreeMap<>(files().byName());
        changed.put("cpu.json", "{}");
        refused(Kind.MALFORMED, tar(changed));
        Map<String, String> missing = new TreeMap<>(files().byName());
        missing.remove("cpu.json");
        refused(Kind.MALFORMED, tar(missing));
        Map<String, String> more = new TreeMap<>(files().byName());
        more.put("memory.json", "{}");
        refused(Kind.MALFORMED, tar(more));
    }

    @Test
    void flippedBitsAreRefusedOrHarmless() throws Exception {
        byte[] packed = ReportWriter.pack(files()).packed();
        ReceivedReport whole = ReportReader.read(packed);
        for (int bit = 0; bit < packed.length * 8; bit++) {
            byte[] flipped = packed.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                assertEquals(whole.contents(), ReportReader.read(flipped).contents(), "bit " + bit);
            } catch (InvalidReportException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty());
            }
        }
    }

    @Test
    void whoReadsMaySetLowerLimits() throws Exception {
        byte[] packed = ReportWriter.pack(files()).packed();
        int unpacked = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes().length;
        ReportLimits exact = new ReportLimits(packed.length, unpacked, 3);
        assertEquals(ID, ReportReader.read(packed, exact).manifest().report());
        refused(Kind.TOO_LARGE, packed, new ReportLimits(packed.length - 1, unpacked, 3));
        refused(Kind.TOO_LARGE, packed, new ReportLimits(packed.length, unpacked - 1, 3));
        refused(Kind.TOO_LARGE, packed, new ReportLimits(packed.length, unpacked, 2));
    }

    @Test
    void noLimitIsMoreThanTheFormats() {
        assertThrows(IllegalArgumentException.class, () -> new ReportLimits(256 * 1024 + 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ReportLimits(1, 4 * 1024 * 1024 + 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ReportLimits(1, 1, 65));
        assertThrows(IllegalArgumentException.class, () -> new ReportLimits(1, 1, 0));
    }

    private static void refused(Kind kind, byte[] packed) {
        refused(kind, packed, ReportLimits.FORMAT);
    }

    private static void refused(Kind kind, byte[] packed, ReportLimits limits) {
        InvalidReportException refusal =
                assertThrows(InvalidReportException.class, () -> ReportReader.read(packed, limits));
        assertEquals(kind, refusal.kind(), refusal.getMessage());
    }

    private static ReportFiles files() throws BudgetExceededException {
        Section cpu = new Section.Builder("cpu").quantity("cpu.cores", 8).build();
        return ReportFiles.of(
                ID,
                "0.1.0",
                LocalDate.of(2026, 11, 22),
                List.of(new ReportSection(disk(), 2), new ReportSection(cpu, 1)));
    }

    private static Section disk() throws BudgetExceededException {
        return new Section.Builder("disk")
                .quantity("disk.vz_size", 256)
                .count("disk.count", "ssd", 1)
                .count("disk.count", "ssd", 1)
                .count("disk.count", "hdd", 1)
                .text("disk.vz_fs", "ext4")
                .flag("disk.lvm", true)
                .build();
    }

    private static byte[] tar(Map<String, String> files) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(packed))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return packed.toByteArray();
    }

    private static long octal(String header, int from, int length) {
        return Long.parseLong(
                header.substring(from, from + length).replace("\0", "").strip(), 8);
    }

    private static String noise(int length) {
        StringBuilder noise = new StringBuilder();
        Random random = new Random(7);
        while (noise.length() < length) {
            noise.append((char) (33 + random.nextInt(90)));
        }
        return noise.toString();
    }
}
