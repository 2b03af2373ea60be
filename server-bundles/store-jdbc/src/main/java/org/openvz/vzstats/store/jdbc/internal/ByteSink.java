package org.openvz.vzstats.store.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts whole numbers and texts into bytes: seven bits of a number to a byte, the low ones first; a text after its length. */
final class ByteSink {

    private byte[] bytes;
    private int size;

    ByteSink() {
        this(256);
    }

    ByteSink(int expected) {
        bytes = new byte[expected];
    }

    ByteSink put(int oneByte) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = (byte) oneByte;
        return this;
    }

    ByteSink number(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            put((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        return put((int) rest);
    }

    ByteSink text(String text) {
        int length = text.length();
        if (length + 1 > bytes.length - size) {
            grow(length + 1);
        }
        // Nearly all are short and of ASCII.
        int at = size + 1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || length >= 0x80) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                return number(encoded.length).bytes(encoded, 0, encoded.length);
            }
            bytes[at++] = (byte) c;
        }
        bytes[size] = (byte) length;
        size = at;
        return this;
    }

    ByteSink bytes(byte[] more, int from, int length) {
        if (length > bytes.length - size) {
            grow(length);
        }
        System.arraycopy(more, from, bytes, size, length);
        size += length;
        return this;
    }

    /** {@return all that was put into it} */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * size));
    }
}
