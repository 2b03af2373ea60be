package org.openvz.vzstats.node.web.internal;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.openvz.vzstats.dictionary.LocalizedText;

/** The languages the page speaks. */
enum Language {
    EN("en", "English"),
    RU("ru", "Русский");

    private static final int MAX_HEADER = 1_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private final String code;
    private final String title;

    Language(String code, String title) {
        this.code = code;
        this.title = title;
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    /** {@return the language of this code, if it is one of ours} */
    static Optional<Language> coded(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /** {@return what a browser likes best of ours, by its header {@code Accept-Language}; English, if it likes none} */
    static Language liked(String header) {
        Language best = EN;
        double liking = 0;
        for (String one :
                header.substring(0, Math.min(header.length(), MAX_HEADER)).split(",", -1)) {
            String[] range = one.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*q\\s*=\\s*", 2);
            Optional<Language> language = coded(range[0].replaceFirst("-.*", ""));
            double quality = range.length == 1 ? 1 : quality(range[1]);
            if (language.isPresent() && quality > liking) {
                best = language.get();
                liking = quality;
            }
        }
        return best;
    }

    private static double quality(String written) {
        return written.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(written) : 0;
    }

    String say(Word word) {
        return this == RU ? word.russian() : word.english();
    }

    /** {@return the words with these in the places of {@code {0}}, {@code {1}} …} */
    String say(Word word, Object... parts) {
        String text = say(word);
        for (int i = 0; i < parts.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(parts[i]));
        }
        return text;
    }

    String say(LocalizedText text) {
        return text.in(code);
    }

    String number(long number) {
        return NumberFormat.getIntegerInstance(locale()).format(number);
    }

    String percent(double share) {
        NumberFormat percent = NumberFormat.getPercentInstance(locale());
        percent.setMaximumFractionDigits(1);
        return percent.format(share);
    }

    /** {@return a time; the same for all, as the node's logs and commands have it} */
    String time(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private Locale locale() {
        return Locale.forLanguageTag(code);
    }
}
