package org.openvz.vzstats.dictionary.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of others in a Markdown page: it is shown as it is, also in a cell of a table. */
final class Markdown {

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]{}~|$]");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private Markdown() {}

    /** {@return the text as words of a line} */
    static String text(String text) {
        String line = SPACES.matcher(text).replaceAll(" ").strip();
        String escaped = SPECIAL.matcher(line).replaceAll("\\\\$0");
        return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** {@return the text as code; not for the cell of a table, where a bar would end it} */
    static String code(String text) {
        String line = text.lines().reduce((one, other) -> one + " " + other).orElse("");
        int longest = 0;
        Matcher backticks = BACKTICKS.matcher(line);
        while (backticks.find()) {
            longest = Math.max(longest, backticks.end() - backticks.start());
        }
        String fence = "`".repeat(longest + 1);
        // A space at each end is not shown, so that a backtick may stand there.
        return longest == 0 ? fence + line + fence : fence + " " + line + " " + fence;
    }
}
