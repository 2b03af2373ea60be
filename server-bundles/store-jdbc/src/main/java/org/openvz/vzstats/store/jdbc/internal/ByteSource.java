package org.openvz.vzstats.store.jdbc.internal;

import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteSink} was given, and takes none of it on trust: a disk may have damaged it. */
final class ByteSource {

    private final byte[] bytes;
    private final int end;
    private int position;

    ByteSource(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    boolean hasMore() {
        return position < end;
    }

    int take() {
        if (position >= end) {
            throw damaged();
        }
        return bytes[position++] & 0xFF;
    }

    long number() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = take();
            number |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw damaged();
    }

    /** {@return a number that is 0 to this} */
    int number(int most) {
        long number = number();
        if (number < 0 || number > most) {
            throw damaged();
        }
        return (int) number;
    }

    /** {@return where the next so many bytes begin, which are passed over} */
    private int skip(int length) {
        int from = position;
        position += length;
        return from;
    }

    /** {@return a length of which there is that much} */
    int length() {
        long length = number();
        if (length < 0 || length > end - position) {
            throw damaged();
        }
        return (int) length;
    }

    String text() {
        int length = length();
        return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }

    PackedObservations observations() {
        int length = length();
        return new PackedObservations(bytes, skip(length), length);
    }

    /** {@return what says that this is nothing that we have written; and nothing of whom it is} */
    static IllegalStateException damaged() {
        return new IllegalStateException(
                "What the database holds of a node cannot be read: it is damaged. Set it back to a backup");
    }
}
