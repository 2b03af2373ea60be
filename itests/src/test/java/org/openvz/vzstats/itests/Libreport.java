package org.openvz.vzstats.itests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The bytes that libreport sends of a crash, for a host that has abrt and no node. */
final class Libreport {

    private static final String BOUNDARY = "----------------------------a2b6d0d6a9a1";

    /** Of its forms. */
    static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private Libreport() {}

    /** {@return the report of a crash, full of what is nobody's business} */
    static String report() throws IOException {
        try (InputStream json = Objects.requireNonNull(Libreport.class.getResourceAsStream("ureport.json"))) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static byte[] form(String json) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"*buffer*\"\r\n"
                        + "Content-Type: application/json\r\n\r\n" + json + "\r\n--" + BOUNDARY + "--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
