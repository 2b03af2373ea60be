package org.openvz.vzstats.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The bytes that vzstats 0.1 to 0.5.3 sent, as recorded of it with the curl of CentOS 6, which asks before it sends much. */
final class OriginalClient {

    private static final Path BUNDLES =
            Path.of("..", "server-bundles").toAbsolutePath().normalize();
    private static final String BOUNDARY = "----------------------------a2b6d0d6a9a1";

    private final int port;
    private final String address;
    private final String forwardedFor;

    OriginalClient(int port) {
        this(port, "127.0.0.1", "203.0.113.77");
    }

    /** One that has an address of its own, and perhaps a proxy before the server. */
    OriginalClient(int port, String address, String forwardedFor) {
        this.port = port;
        this.address = address;
        this.forwardedFor = forwardedFor;
    }

    /** {@return the files of a host, as its scripts wrote them} */
    static Path host(String name) {
        return BUNDLES.resolve("processor-vzstats-classic/src/test/clients").resolve(name);
    }

    /** {@return the same, as tar packed them} */
    static Path archive(String name) {
        return BUNDLES.resolve("intake-rest/src/test/resources/classic").resolve(name + ".tar.gz");
    }

    /**
     * An answer.
     *
     * @param status which the client does not look at
     * @param body which it shows its user, or takes for its id
     */
    record Answer(int status, String body) {}

    Answer genuuid() throws IOException {
        return post("/genuuid.php", false, part("name=\"magic_word\"\r\n\r\nvery-please"));
    }

    Answer submit(String id, Path archive) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(part("name=\"uuid\"\r\n\r\n" + id));
        byte[] headers =
                part("name=\"file\"; filename=\"tmp.cHq5eOuWE1\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        file.write(headers, 0, headers.length - 2);
        file.writeBytes(Files.readAllBytes(archive));
        file.writeBytes(ascii("\r\n"));
        return post("/submit.php", true, file.toByteArray());
    }

    private static byte[] part(String content) {
        return ascii("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + content + "\r\n");
    }

    private Answer post(String path, boolean asks, byte[] parts) throws IOException {
        byte[] end = ascii("--" + BOUNDARY + "--\r\n");
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(20_000);
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            List<String> headers = new ArrayList<>(List.of(
                    "POST " + path + " HTTP/1.1",
                    "User-Agent: curl/7.19.7 (x86_64-redhat-linux-gnu) libcurl/7.19.7 NSS/3.14.0.0 zlib/1.2.3",
                    "Host: stats.openvz.org",
                    "Accept: */*",
                    "X-Forwarded-For: " + forwardedFor,
                    "Content-Length: " + (parts.length + end.length)));
            if (asks) {
                headers.add("Expect: 100-continue");
            }
            headers.add("Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n\r\n");
            socket.getOutputStream().write(ascii(String.join("\r\n", headers)));
            InputStream in = socket.getInputStream();
            if (asks && !head(in).startsWith("HTTP/1.1 100 ")) {
                throw new IOException("it may not go on");
            }
            socket.getOutputStream().write(parts);
            socket.getOutputStream().write(end);
            String head = head(in);
            int length = head.toLowerCase(Locale.ROOT)
                    .lines()
                    .filter(line -> line.startsWith("content-length:"))
                    .map(line -> Integer.valueOf(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            return new Answer(
                    Integer.parseInt(head.split(" ", 3)[1]),
                    new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no answer");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
