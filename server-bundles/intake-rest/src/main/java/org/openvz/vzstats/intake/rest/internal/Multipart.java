package org.openvz.vzstats.intake.rest.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.intake.rest.internal.RefusedException.Reason;

/**
 * A form as curl sends it, {@code multipart/form-data}. Of a part's headers nothing is kept but the name of its field: what else they
 * say, such as the name of a file, is anybody's.
 *
 * @param byName the content of each field
 */
record Multipart(Map<String, byte[]> byName) {

    private static final int MAX_PARTS = 8;
    private static final int MAX_HEADERS = 4096;

    /** RFC 2046: at most 70 characters. */
    private static final Pattern TYPE = Pattern.compile(
            "multipart/form-data *;(?:[^\"]*;)? *boundary=(?:\"([^\"]{1,70})\"|([^\";, ]{1,70})) *(?:;.*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FIELD = Pattern.compile(
            "(?:^|\r\n)content-disposition: *form-data *;(?:[^\r\n]*?;)? *name=\"([^\"\r\n]{1,64})\"",
            Pattern.CASE_INSENSITIVE);

    private static final byte[] BLANK_LINE = ascii("\r\n\r\n");

    /**
     * Takes a form apart.
     *
     * @param type the request's Content-Type
     * @param body all of it; its size is bounded already
     */
    static Multipart parse(String type, byte[] body) throws RefusedException {
        Matcher boundary = TYPE.matcher(type);
        if (!boundary.matches()) {
            throw malformed("The body must be multipart/form-data with a boundary.");
        }
        String word = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        byte[] first = ascii("--" + word);
        byte[] next = ascii("\r\n--" + word);
        Map<String, byte[]> fields = new HashMap<>();
        if (!startsWith(body, 0, first)) {
            throw malformed("The body does not begin with its boundary.");
        }
        int at = first.length;
        while (!startsWith(body, at, ascii("--"))) {
            int end = indexOf(body, next, at);
            int content = indexOf(body, BLANK_LINE, at);
            if (!startsWith(body, at, ascii("\r\n")) || end < 0 || content < 0 || content > end) {
                throw malformed("A part of the form has no end.");
            }
            String headers = new String(body, at, content - at, StandardCharsets.ISO_8859_1);
            if (headers.length() > MAX_HEADERS || fields.size() == MAX_PARTS) {
                throw malformed("The form has more than a form needs.");
            }
            Matcher field = FIELD.matcher(headers);
            int begin = content + BLANK_LINE.length;
            // An empty part: the blank line's end is the beginning of the next boundary.
            byte[] value = begin > end ? new byte[0] : Arrays.copyOfRange(body, begin, end);
            if (!field.find() || fields.put(field.group(1), value) != null) {
                throw malformed("A part of the form has no name, or that of another.");
            }
            at = end + next.length;
        }
        return new Multipart(fields);
    }

    /** {@return the content of a field} */
    Optional<byte[]> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** {@return the content of a field that is a word; empty if it is none} */
    Optional<String> word(String name) {
        return field(name).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).strip());
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (bytes[i] == wanted[0] && startsWith(bytes, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] wanted) {
        return from + wanted.length <= bytes.length
                && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(Reason.MALFORMED, detail);
    }
}
