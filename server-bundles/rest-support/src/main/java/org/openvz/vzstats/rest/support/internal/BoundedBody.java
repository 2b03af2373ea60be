package org.openvz.vzstats.rest.support.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;

/**
 * A request's body that ends: after so many bytes, and with a failure after so long. Once it has failed it is over: CXF reads what is left
 * of a body, into memory and then into files, before it lets an answer out, however long that takes and even if nothing comes any more.
 */
final class BoundedBody extends ServletInputStream {

    private final ServletInputStream in;
    private final long maxNanos;
    private final LongSupplier nanoTime;
    private final long begun;

    private int left;

    BoundedBody(ServletInputStream in, int maxBytes, Duration maxTime, LongSupplier nanoTime) {
        this.in = in;
        this.left = maxBytes;
        this.maxNanos = maxTime.toNanos();
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length > 0 && left == 0) {
            return -1;
        }
        int most = Math.min(length, left);
        int before = left;
        left = 0;
        if (nanoTime.getAsLong() - begun > maxNanos) {
            throw new IOException("the body takes too long");
        }
        int read;
        try {
            read = in.read(buffer, offset, most);
        } catch (RuntimeException e) {
            // How Jetty says that the client broke off in the middle of a chunk.
            throw new IOException("the body broke off", e);
        }
        left = read < 0 ? 0 : before - read;
        return read;
    }

    @Override
    public boolean isFinished() {
        return left == 0 || in.isFinished();
    }

    @Override
    public boolean isReady() {
        return left == 0 || in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        in.setReadListener(listener);
    }

    @Override
    public void close() {
        // The container closes its own, and needs to know what nobody has read.
        left = 0;
    }
}
