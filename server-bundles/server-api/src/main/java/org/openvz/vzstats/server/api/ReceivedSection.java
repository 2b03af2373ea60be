package org.openvz.vzstats.server.api;

import java.nio.charset.StandardCharsets;

/**
 * A section as it arrived: its bytes match the hash in the manifest, and that is all that has been checked.
 *
 * @param collector the topic it claims to be of
 * @param revision the revision of the metrics file it claims to follow
 * @param content the text of its file
 */
public record ReceivedSection(String collector, int revision, String content) {

    /** {@return the section of these bytes} */
    public static ReceivedSection of(String collector, int revision, byte[] content) {
        return new ReceivedSection(collector, revision, new String(content, StandardCharsets.UTF_8));
    }
}
