package org.openvz.vzstats.passive.downloads.internal;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line in the common or the combined format, nginx's own one among them; whatever follows is passed over, and so is the name of a host
 * before it:
 *
 * <pre>{@code
 * 192.0.2.7 - - [10/Mar/2026:12:00:00 +0000] "GET /iso/openvz.iso HTTP/1.1" 200 1048576 "-" "curl/8.5.0"
 * }</pre>
 *
 * <p>Texts are made only of what is asked for: of most lines nothing is.
 */
final class TextLine implements Request {

    private final Timestamps timestamps;
    private byte[] bytes = {};
    private int from;
    private int open;
    private int close;
    private int quote;
    private int unquote;
    private int pathFrom;
    private int pathTo;
    private int size;
    private int to;
    private @Nullable LocalDate day;

    TextLine(Timestamps timestamps) {
        this.timestamps = timestamps;
    }

    /** {@return whether this is a line of an access log; it can be asked then} */
    boolean read(byte[] line, int begin, int end) {
        bytes = line;
        from = begin;
        to = end;
        day = null;
        open = find('[', begin, end);
        close = open < 0 ? -1 : find(']', open, end);
        quote = close < 0 ? -1 : find('"', close, end);
        unquote = quote < 0 ? -1 : unquote(quote + 1);
        // A blank, three figures, a blank, and at least one more.
        if (unquote < 0 || unquote + 6 > end || !isStatus(unquote + 2) || bytes[unquote + 5] != ' ') {
            return false;
        }
        size = unquote + 6;
        int blank = find(' ', quote + 1, unquote);
        pathFrom = blank < 0 ? unquote : blank + 1;
        int last = find(' ', pathFrom, unquote);
        pathTo = last < 0 ? unquote : last;
        return true;
    }

    private boolean isStatus(int at) {
        return isFigure(at) && isFigure(at + 1) && isFigure(at + 2);
    }

    private boolean isFigure(int at) {
        return bytes[at] >= '0' && bytes[at] <= '9';
    }

    private int find(char wanted, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** A quote within is escaped. */
    private int unquote(int begin) {
        for (int i = begin; i < to; i++) {
            if (bytes[i] == '\\') {
                i++;
            } else if (bytes[i] == '"') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean isDownload() {
        return starts("GET ", quote + 1)
                && starts("200", unquote + 2)
                && size < to
                && bytes[size] >= '1'
                && bytes[size] <= '9'
                && !day().equals(LocalDate.EPOCH);
    }

    private boolean starts(String word, int at) {
        if (at + word.length() > to) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** 1970 if the time is none. */
    @Override
    public LocalDate day() {
        if (day == null) {
            day = Objects.requireNonNullElse(timestamps.common(text(open + 1, close)), LocalDate.EPOCH);
        }
        return day;
    }

    @Override
    public String path() {
        return Paths.of(text(pathFrom, pathTo));
    }

    @Override
    public String agent() {
        int referer = find('"', size, to);
        int after = referer < 0 ? -1 : unquote(referer + 1);
        int begin = after < 0 ? -1 : find('"', after + 1, to);
        int end = begin < 0 ? -1 : unquote(begin + 1);
        return end < 0 ? "" : text(begin + 1, end);
    }

    @Override
    public String address() {
        int begin = from;
        while (begin < open) {
            int blank = find(' ', begin, open);
            String word = text(begin, blank < 0 ? open : blank);
            if (Address.looksLike(word)) {
                return word;
            }
            begin += word.length() + 1;
        }
        return "";
    }

    @Override
    public String essence() {
        int end = find(' ', size, to);
        return text(open, end < 0 ? to : end);
    }

    private String text(int begin, int end) {
        return new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1);
    }
}
