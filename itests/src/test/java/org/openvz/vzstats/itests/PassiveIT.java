package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** The passive mode in the server's assembly: logs are dropped, and downloads are published; of who downloaded there is nothing. */
class PassiveIT {

    private static final String ADDRESS = "198.51.100.77";
    private static final LocalDate YESTERDAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    private final int port = freePort();
    private final ServerClient client = new ServerClient(port);

    private static int freePort() {
        try {
            return KarafProcess.freePort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDayOfLogsIsPublishedOnce() throws Exception {
        Path work = Work.fresh("passive");
        Path logs = Files.createDirectories(work.resolve("logs"));
        try (KarafProcess server = ServerClient.unpacked(work.resolve("server"), port)
                .boot("vzstats-passive")
                .configure("org.openvz.vzstats.passive", "logs", logs.toString())
                .configure("org.openvz.vzstats.passive", "interval", "1s")) {
            server.start();
            client.awaitStart();
            Files.writeString(logs.resolve("access.log"), lines(0, 30));
            awaitDownloads(30);
            assertEquals(List.of(), server.warnings());
            server.kill();
            Files.delete(logs.resolve("access.log"));
            gzip(logs.resolve("access.log.1.gz"), lines(0, 30) + lines(30, 50));
            server.start();
            client.awaitStart();
            awaitDownloads(50);

            JsonNode json = client.json("/api/v2/downloads");
            assertEquals(
                    "[{\"product\":\"openvz\",\"kind\":\"image\",\"downloads\":50,\"addresses_per_day\":1,"
                            + "\"versions\":[{\"version\":\"7.0.21-9\",\"downloads\":50}],"
                            + "\"architectures\":[{\"architecture\":\"x86_64\",\"downloads\":50}]}]",
                    json.path("products").toString());
            assertEquals(
                    YESTERDAY.toString(), json.path("days").path(0).path("day").asText());
            assertEquals(
                    "unknown", json.path("countries").path(0).path("country").asText());
            assertNowhere(server.home());
        }
    }

    private void awaitDownloads(int downloads) throws InterruptedException {
        Await.until(
                downloads + " downloads",
                ServerClient.START,
                () -> client.json("/api/v2/downloads").path("downloads").asInt() == downloads);
    }

    private static String lines(int from, int to) {
        String day = YESTERDAY.format(DateTimeFormatter.ofPattern("dd/MMM/yyyy", Locale.ROOT));
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append(ADDRESS + " - - [" + day + ":12:00:" + (10 + i)
                    + " +0000] \"GET /virtuozzo/releases/openvz-7.0.21-9/x86_64/iso/openvz.iso HTTP/1.1\" 200 1048576"
                    + " \"-\" \"curl/8.5.0\"\n");
        }
        return lines.toString();
    }

    private static void gzip(Path file, String text) throws IOException {
        Path made = file.resolveSibling(".made");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(made))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.move(made, file);
    }

    private static void assertNowhere(Path home) throws IOException {
        byte[] address = ADDRESS.getBytes(StandardCharsets.US_ASCII);
        try (Stream<Path> files = Files.walk(home.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(new String(address, StandardCharsets.ISO_8859_1)), file.toString());
            }
        }
    }
}
