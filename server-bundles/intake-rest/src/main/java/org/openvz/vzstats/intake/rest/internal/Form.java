package org.openvz.vzstats.intake.rest.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.openvz.vzstats.intake.rest.internal.RefusedException.Reason;

/** Reads a form within bounds of size and time. */
final class Form {

    private static final long MAX_NANOS = Duration.ofSeconds(60).toNanos();

    private Form() {}

    /**
     * A request that has a form.
     *
     * @param type its Content-Type
     * @param length of the body, or -1
     * @param body opened only if all before it is in order: who asks whether to go on is told so by that
     */
    record Request(String type, long length, Body body) {}

    /** A request's body; read up to the limit, and not closed. */
    @FunctionalInterface
    interface Body {

        InputStream open() throws IOException;
    }

    /**
     * Reads it.
     *
     * @param most the most bytes of the body
     * @param tooLarge what to say if there are more
     */
    static Multipart read(Request request, int most, String tooLarge) throws RefusedException {
        if (request.length() > most) {
            throw new RefusedException(Reason.TOO_LARGE, tooLarge);
        }
        return Multipart.parse(request.type(), read(request.body(), most, tooLarge));
    }

    /** Reads all there is, as long as it keeps coming. */
    private static byte[] read(Body request, int most, String tooLarge) throws RefusedException {
        long begun = System.nanoTime();
        byte[] bytes = new byte[most + 1];
        int length = 0;
        try {
            InputStream body = request.open();
            while (length < bytes.length) {
                int read = body.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    return Arrays.copyOf(bytes, length);
                }
                length += read;
                if (System.nanoTime() - begun > MAX_NANOS) {
                    throw malformed("The body takes too long.");
                }
            }
        } catch (IOException | RuntimeException e) {
            // The latter is how Jetty says that the client broke off in the middle of a chunk.
            throw malformed("The body ended early.");
        }
        throw new RefusedException(Reason.TOO_LARGE, tooLarge);
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(Reason.MALFORMED, detail);
    }
}
