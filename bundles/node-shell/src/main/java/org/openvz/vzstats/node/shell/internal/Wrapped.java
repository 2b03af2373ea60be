package org.openvz.vzstats.node.shell.internal;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that fit a terminal. */
final class Wrapped {

    private static final int WIDTH = 80;

    private Wrapped() {}

    /**
     * Breaks a text at its blanks; a word longer than a line stays whole, so that a path can be copied.
     *
     * @param label stands before the first line; the others begin where the text begins
     * @return the lines, each ended by a line end
     */
    static String text(String label, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(label);
        boolean empty = true;
        for (String word : text.strip().split("\\s+", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(label.length()));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
        return String.join("\n", lines) + "\n";
    }
}
