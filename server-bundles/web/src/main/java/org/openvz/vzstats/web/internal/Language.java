package org.openvz.vzstats.web.internal;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.openvz.vzstats.dictionary.LocalizedText;

/** The languages the site speaks. */
enum Language {
    EN("en", "English", Locale.UK, "d MMMM yyyy", "d MMM", "MMM yyyy"),
    RU("ru", "Русский", Locale.forLanguageTag("ru-RU"), "d MMMM yyyy 'г.'", "d MMM", "LLL yyyy");

    private static final int MAX_HEADER = 1_000;

    private final String code;
    private final String title;
    private final Locale locale;
    private final DateTimeFormatter day;
    private final DateTimeFormatter shortDay;
    private final DateTimeFormatter month;
    private final DateTimeFormatter time;

    Language(String code, String title, Locale locale, String day, String shortDay, String month) {
        this.code = code;
        this.title = title;
        this.locale = locale;
        this.day = DateTimeFormatter.ofPattern(day, locale);
        this.shortDay = DateTimeFormatter.ofPattern(shortDay, locale);
        this.month = DateTimeFormatter.ofPattern(month, locale);
        this.time = DateTimeFormatter.ofPattern(day + ", HH:mm 'UTC'", locale);
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    Locale locale() {
        return locale;
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
        return filled(say(word), parts);
    }

    /** {@return the form of the words that goes with a number, which stands in the place of {@code {0}}} */
    String count(Word word, long number) {
        String[] forms = say(word).split("\\|", -1);
        return filled(forms[Math.min(form(number), forms.length - 1)], number(number));
    }

    private int form(long number) {
        if (this != RU) {
            return number == 1 ? 0 : 1;
        }
        long tens = Math.abs(number % 100);
        long ones = tens % 10;
        if (ones == 1 && tens != 11) {
            return 0;
        }
        return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
    }

    private static String filled(String text, Object... parts) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        // By hand, since what is filled in may hold such a place itself.
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            filled.append(text, at, open).append(parts[text.charAt(open + 1) - '0']);
            at = open + 3;
        }
        return filled.append(text, at, text.length()).toString();
    }

    /** {@return the text in this language, or in English} */
    String say(LocalizedText text) {
        return text.in(code);
    }

    String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** {@return a share as a percentage, as exact as it was published} */
    String percent(double share) {
        NumberFormat percent = NumberFormat.getPercentInstance(locale);
        int digits = share == 0 || share == 1 ? 0 : share < 0.01 ? 2 : 1;
        percent.setMinimumFractionDigits(digits);
        percent.setMaximumFractionDigits(digits);
        return percent.format(share);
    }

    /** {@return a share as a percentage, with no more digits than it needs} */
    String roughly(double share) {
        NumberFormat percent = NumberFormat.getPercentInstance(locale);
        percent.setMaximumFractionDigits(2);
        return percent.format(share);
    }

    String change(long by) {
        return by == 0 ? "±0" : (by > 0 ? "+" : "−") + number(Math.abs(by));
    }

    /** {@return a change of a share, in percentage points} */
    String points(double by) {
        NumberFormat points = NumberFormat.getNumberInstance(locale);
        points.setMinimumFractionDigits(1);
        points.setMaximumFractionDigits(1);
        return (by > 0 ? "+" : "−") + points.format(Math.abs(100 * by));
    }

    String day(LocalDate date) {
        return day.format(date);
    }

    String shortDay(LocalDate date) {
        return shortDay.format(date);
    }

    String month(LocalDate date) {
        return month.format(date);
    }

    String time(Instant instant) {
        return time.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** {@return the name of a country by its two letters; the letters themselves if there is none} */
    String country(String letters) {
        return new Locale.Builder().setRegion(letters).build().getDisplayCountry(locale);
    }
}
