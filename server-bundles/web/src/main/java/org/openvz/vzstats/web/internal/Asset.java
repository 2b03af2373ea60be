package org.openvz.vzstats.web.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.UUID;

/** One static file. */
final class Asset {

    private final String contentType;
    private final byte[] content;
    private final String etag;

    private Asset(String contentType, byte[] content) {
        this.contentType = contentType;
        this.content = content;
        // Equal content has an equal tag, whichever bundle version it came with.
        this.etag = '"' + UUID.nameUUIDFromBytes(content).toString() + '"';
    }

    /** {@return the file of this name beside this class} */
    static Asset of(String name, String contentType) {
        try (InputStream in = Asset.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks " + name);
            }
            return new Asset(contentType, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String contentType() {
        return contentType;
    }

    byte[] content() {
        return content.clone();
    }

    String etag() {
        return etag;
    }

    /** {@return whether the header If-None-Match names this content; weakly, since a proxy that compresses weakens tags} */
    boolean isKept(String ifNoneMatch) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(etag) || one.equals("W/" + etag));
    }
}
