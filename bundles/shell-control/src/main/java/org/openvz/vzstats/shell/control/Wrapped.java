package org.openvz.vzstats.shell.control;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that fit a terminal. */
public final class Wrapped {

    /** How many columns every terminal has. */
    public static final int WIDTH = 80;

    /** A longer label is no column of its own. */
    private static final int LONGEST_LABEL = 42;

    private static final String INDENT = "    ";

    private Wrapped() {}

    /**
     * Breaks a text at its blanks; a word longer than a line wherever that ends.
     *
     * @param label stands before the first line; the others begin where the text begins
     * @return the lines, each ended by a line end
     */
    public static String text(String label, String text) {
        String visible = Plain.visible(label.replaceAll("\\s", " "));
        return Plain.width(visible) > LONGEST_LABEL
                ? broken("", INDENT, visible + Plain.line(text))
                : beside(visible, text);
    }

    /** The same beside however much. */
    public static String beside(String columns, String text) {
        return broken(columns, " ".repeat(Plain.width(columns)), Plain.line(text));
    }

    private static String broken(String label, String indent, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(label);
        boolean empty = true;
        for (String word : words(text, WIDTH - indent.length())) {
            if (!empty && Plain.width(line.toString()) + 1 + Plain.width(word) > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        StringBuilder broken = new StringBuilder();
        lines.forEach(one -> broken.append(one.stripTrailing()).append('\n'));
        return broken.toString();
    }

    private static List<String> words(String text, int longest) {
        List<String> words = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            while (Plain.width(rest) > longest) {
                int end = Plain.fitting(rest, longest);
                words.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            words.add(rest);
        }
        return words;
    }
}
