package org.openvz.vzstats.shell.control;

import java.util.Arrays;

/** Text for a terminal. Others have written some of it: it must neither move the cursor nor pass for lines of ours. */
public final class Plain {

    /** First and last of each range of characters that take two columns. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F900, 0x1F9FF},
        {0x20000, 0x3FFFD}
    };

    private static final String CUT = "...";

    private Plain() {}

    /** {@return the text in one line, of characters that can be seen} */
    public static String line(String text) {
        return visible(text.replaceAll("\\s+", " ")).strip();
    }

    /** {@return the text in its own lines, of characters that can be seen} */
    public static String lines(String text) {
        return visible(text.replace("\r\n", "\n"));
    }

    /** {@return how many columns it takes} */
    public static int width(String text) {
        return text.codePoints().map(Plain::width).sum();
    }

    /** {@return how many columns a character takes} */
    public static int width(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return Arrays.stream(WIDE).anyMatch(range -> character >= range[0] && character <= range[1]) ? 2 : 1;
    }

    /** {@return as much of a line as fits into so many columns} */
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        return text.substring(0, fitting(text, columns - CUT.length())) + CUT;
    }

    /** {@return how many of its characters, as Java counts them, fit into so many columns; one at least} */
    public static int fitting(String text, int columns) {
        int end = 0;
        int used = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            used += width(character);
            if (used > columns && end > 0) {
                return end;
            }
            end += Character.charCount(character);
        }
        return end;
    }

    /** {@return the text with a question mark for each character that cannot be seen} */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(character -> visible.appendCodePoint(isVisible(character) ? character : '?'));
        return visible.toString();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\n' || character == '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
