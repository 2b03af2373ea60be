package org.openvz.vzstats.collector.support;

import java.util.Optional;

/** The first word of a shell line. */
final class ShellWord {

    private ShellWord() {}

    /** {@return the word without its quotes and escapes; empty if they do not end} */
    static Optional<String> parse(String line) {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                return Optional.of(word.toString());
            }
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '\\' && quote != '\'') {
                if (++i == line.length()) {
                    return Optional.empty();
                }
                char escaped = line.charAt(i);
                // Within double quotes a backslash only escapes what would have a meaning there.
                word.append(quote == 0 || "\"\\$`".indexOf(escaped) >= 0 ? "" : "\\")
                        .append(escaped);
            } else {
                word.append(c);
            }
        }
        return quote == 0 ? Optional.of(word.toString()) : Optional.empty();
    }
}
