package org.openvz.vzstats.collector.platform.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of this client, as the build wrote it down. */
final class ClientVersion {

    private static final Pattern NUMBERS = Pattern.compile("\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}");

    private ClientVersion() {}

    /** {@return its numbers, such as {@code 0.1.0}} */
    static Optional<String> read() throws IOException {
        Properties client = new Properties();
        try (InputStream file = ClientVersion.class.getResourceAsStream("client.properties")) {
            if (file != null) {
                client.load(file);
            }
        }
        Matcher numbers = NUMBERS.matcher(client.getProperty("version", ""));
        return numbers.lookingAt() ? Optional.of(numbers.group()) : Optional.empty();
    }
}
