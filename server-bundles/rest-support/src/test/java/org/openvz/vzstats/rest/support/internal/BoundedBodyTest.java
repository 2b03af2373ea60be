package org.openvz.vzstats.rest.support.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {

    private final AtomicLong nanos = new AtomicLong();
    private final BoundedBody body = new BoundedBody(new Bytes(new byte[100]), 10, Duration.ofSeconds(60), nanos::get);

    @Test
    void endsAtItsLimit() throws Exception {
        assertEquals(4, body.read(new byte[4]));
        assertEquals(0, body.read());
        assertEquals(5, body.readAllBytes().length);
        assertEquals(-1, body.read());
    }

    @Test
    void oneThatTricklesInFailsOnceAndIsOver() throws Exception {
        assertEquals(4, body.read(new byte[4]));
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThrows(IOException.class, body::read);
        assertEquals(-1, body.read());
    }

    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream in;

        Bytes(byte[] bytes) {
            in = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return in.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return in.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
