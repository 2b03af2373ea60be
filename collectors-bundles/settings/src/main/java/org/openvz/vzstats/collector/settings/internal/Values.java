package org.openvz.vzstats.collector.settings.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.Numbers;

/** Takes the settings of one source over into a section: of each only what it can be, never its text as it is. */
final class Values {

    private static final Set<String> ON = Set.of("yes", "on", "true", "1");
    private static final Set<String> OFF = Set.of("no", "off", "false", "0");

    private final Section.Builder section;

    Values(Section.Builder section) {
        this.section = section;
    }

    /** Sets a flag from {@code yes} or {@code no}, however it is written. */
    void flag(String metric, @Nullable String value) throws BudgetExceededException {
        String lower = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
        if (ON.contains(lower)) {
            section.flag("settings." + metric, true);
        } else if (OFF.contains(lower)) {
            section.flag("settings." + metric, false);
        }
    }

    /** Sets a flag, if it is known. */
    void flag(String metric, Optional<Boolean> set) throws BudgetExceededException {
        if (set.isPresent()) {
            section.flag("settings." + metric, set.get());
        }
    }

    /** Sets a category; what is none of these is {@code other}, and nothing at all is absent. */
    void category(String metric, @Nullable String value, Set<String> known) throws BudgetExceededException {
        String word = value == null ? "" : value.strip();
        if (!word.isEmpty()) {
            section.text("settings." + metric, known.contains(word) ? word : "other");
        }
    }

    /** Sets a label of a public vocabulary; nothing at all is absent. */
    void label(String metric, String name) throws BudgetExceededException {
        if (!name.isEmpty()) {
            section.text("settings." + metric, name);
        }
    }

    /** Sets a quantity, if the text is a number that can be true. */
    void quantity(String metric, @Nullable String value, long max) throws BudgetExceededException {
        quantity(metric, Numbers.parse(value == null ? "" : value, max));
    }

    /** Sets a quantity, if it is known. */
    void quantity(String metric, OptionalLong amount) throws BudgetExceededException {
        if (amount.isPresent()) {
            section.quantity("settings." + metric, amount.getAsLong());
        }
    }

    /** Says that some keys were looked for. */
    void counted(String metric) throws BudgetExceededException {
        section.counted("settings." + metric);
    }

    /** Counts one host at a key. */
    void count(String metric, String key) throws BudgetExceededException {
        section.count("settings." + metric, key, 1);
    }
}
