package org.openvz.vzstats.intake.rest.internal;

import java.io.ByteArrayOutputStream;

/** The bytes that curl sends for {@code curl -sS -F uuid=… -F file=@… URL}, as they were recorded. */
final class Curl {

    static final String ID = "285ad6e8-fe62-433c-be2a-643e1c54b315";

    private static final String NEW_BOUNDARY = "------------------------2592a0db31f7f11d";
    private static final String OLD_BOUNDARY = "----------------------------a2b6d0d6a9a1";

    private final String head;
    private final byte[] body;

    private Curl(String head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    String head() {
        return head;
    }

    byte[] body() {
        return body.clone();
    }

    static Curl genuuid() {
        return genuuid("very-please");
    }

    static Curl genuuid(String word) {
        return of("/genuuid.php", NEW_BOUNDARY, false, field(NEW_BOUNDARY, "magic_word", word));
    }

    /** Of Debian 12. */
    static Curl submit(String id, byte[] file) {
        return of("/submit.php", NEW_BOUNDARY, false, field(NEW_BOUNDARY, "uuid", id), file(NEW_BOUNDARY, file));
    }

    /** Of CentOS 6, which asks first whether it may send so much, and gives the name that the first client gave its file. */
    static Curl submitAsInItsDay(String id, byte[] file) {
        return of("/submit.php", OLD_BOUNDARY, true, field(OLD_BOUNDARY, "uuid", id), file(OLD_BOUNDARY, file));
    }

    static Curl of(String path, String boundary, boolean asks, byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        body.writeBytes(ClassicServer.ascii("--" + boundary + "--\r\n"));
        String agent = asks
                ? "curl/7.19.7 (x86_64-redhat-linux-gnu) libcurl/7.19.7 NSS/3.14.0.0 zlib/1.2.3 libidn/1.18 libssh2/1.4.2"
                : "curl/7.88.1";
        String head = "POST " + path + " HTTP/1.1\r\n"
                + (asks
                        ? "User-Agent: " + agent + "\r\nHost: stats.openvz.org\r\n"
                        : "Host: stats.openvz.org\r\nUser-Agent: " + agent + "\r\n")
                + "Accept: */*\r\nContent-Length: " + body.size() + "\r\n"
                + (asks ? "Expect: 100-continue\r\n" : "")
                + "Content-Type: multipart/form-data; boundary=" + boundary + "\r\n\r\n";
        return new Curl(head, body.toByteArray());
    }

    static byte[] field(String boundary, String name, String value) {
        return ClassicServer.ascii(
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    private static byte[] file(String boundary, byte[] file) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(ClassicServer.ascii("--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"tmp.cHq5eOuWE1\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"));
        part.writeBytes(file);
        part.writeBytes(ClassicServer.ascii("\r\n"));
        return part.toByteArray();
    }
}
