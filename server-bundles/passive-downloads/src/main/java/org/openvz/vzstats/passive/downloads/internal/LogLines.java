package org.openvz.vzstats.passive.downloads.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a log line by line, in bounded memory: of a line that is too long nothing is kept. */
final class LogLines {

    /** No web server writes a longer one: they do not take longer requests. */
    static final int MOST = 64 * 1024;

    private final InputStream in;
    private final boolean isWhole;
    private final Timestamps timestamps = new Timestamps();
    private final TextLine text = new TextLine(timestamps);
    private final JsonLine json = new JsonLine(timestamps);
    private final byte[] buffer = new byte[4 * MOST];
    private int begin;
    private int end;
    private long position;
    private long unreadable;
    private boolean ended;

    /**
     * Reads from here.
     *
     * @param isWhole whether nothing will be added to it, so that its last line is one even if it does not say so
     * @param position of the first byte that comes
     */
    LogLines(InputStream in, boolean isWhole, long position) {
        this.in = in;
        this.isWhole = isWhole;
        this.position = position;
    }

    /** {@return up to where lines have been read} */
    long position() {
        return position;
    }

    /** {@return how many of them were none of an access log} */
    long unreadable() {
        return unreadable;
    }

    /** {@return the next line of an access log, valid until this is asked again; empty at the end} */
    Optional<Request> next() throws IOException {
        boolean tooLong = false;
        while (true) {
            int newline = newline();
            if (newline < 0) {
                if (end - begin > MOST) {
                    tooLong = true;
                    position += end - begin;
                    begin = end;
                }
                if (fill()) {
                    continue;
                }
                if (!isWhole || begin == end) {
                    return Optional.empty();
                }
                newline = end;
            }
            int from = begin;
            int past = Math.min(newline + 1, end);
            position += past - begin;
            begin = past;
            Optional<Request> request = tooLong ? Optional.empty() : request(from, newline);
            tooLong = false;
            if (request.isPresent()) {
                return request;
            }
            unreadable++;
        }
    }

    private Optional<Request> request(int from, int to) {
        int last = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
        if (last > from && buffer[from] == '{') {
            return json.read(buffer, from, last) ? Optional.of(json) : Optional.empty();
        }
        return text.read(buffer, from, last) ? Optional.of(text) : Optional.empty();
    }

    private int newline() {
        for (int i = begin; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** {@return whether there is more in the buffer now} */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        System.arraycopy(buffer, begin, buffer, 0, end - begin);
        end -= begin;
        begin = 0;
        int read = in.read(buffer, end, buffer.length - end);
        ended = read < 0;
        end += Math.max(0, read);
        return !ended;
    }
}
