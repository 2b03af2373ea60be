package org.openvz.vzstats.collector.testkit;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;

/** What may have happened to a source of a collector. */
enum Damage {
    EMPTY,
    BLANK,
    TRUNCATED,
    BINARY,
    BINARY_WITHIN,
    REPEATED,
    ONE_LONG_LINE,
    LINES_TWICE,
    BACKWARDS,
    COMMA_FOR_POINT,
    TRANSLATED,
    OTHER_LINE_ENDS,
    DEEP,
    BEYOND_64_BIT,
    ONE_BEYOND_64_BIT,
    THE_MOST_OF_64_BIT,
    NEGATIVE,
    WITH_EXPONENT,
    NOT_A_NUMBER,
    OTHER_DIGITS,
    BYTES_CHANGED;

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** {@return the text with this damage, at places that chance chooses} */
    String done(String text, Random chance) {
        return switch (this) {
            case EMPTY -> "";
            case BLANK -> "\n \t\n\n";
            case TRUNCATED -> text.substring(0, chance.nextInt(text.length() + 1));
            case BINARY -> binary(chance);
            case BINARY_WITHIN -> insert(text, "\0\u0001\uFFFD\u001B[31m", chance);
            case REPEATED -> repeated(text);
            case ONE_LONG_LINE -> repeated(text).replace('\n', ' ');
            case LINES_TWICE -> text.replaceAll("(?m)^(.*)$", "$1\n$1");
            case BACKWARDS -> new StringBuilder(text).reverse().toString();
            case COMMA_FOR_POINT -> text.replaceAll("(\\d)\\.(\\d)", "$1,$2");
            case TRANSLATED -> text.replaceAll("\\p{Alpha}", "Ж");
            case OTHER_LINE_ENDS -> text.replace("\n", "\r\n");
            case DEEP -> "[".repeat(100_000) + text;
            case BEYOND_64_BIT -> text.replaceAll("\\d+", "99999999999999999999999");
            case ONE_BEYOND_64_BIT -> oneNumber(text, "18446744073709551616000", chance);
            case THE_MOST_OF_64_BIT -> oneNumber(text, "9223372036854775807", chance);
            case NEGATIVE -> text.replaceAll("(?<![\\w.-])(\\d+)", "-$1");
            case WITH_EXPONENT -> oneNumber(text, "1e9", chance);
            case NOT_A_NUMBER -> text.replaceAll("\\d+", "NaN");
            case OTHER_DIGITS -> text.replaceAll("\\d", "٣");
            case BYTES_CHANGED -> changed(text, chance);
        };
    }

    /** {@return whether it makes no numbers of numbers, so that no quantity may be greater than without it} */
    boolean numbersOnly() {
        return switch (this) {
            case BEYOND_64_BIT, ONE_BEYOND_64_BIT, NEGATIVE, NOT_A_NUMBER, OTHER_DIGITS -> true;
            default -> false;
        };
    }

    private static String binary(Random chance) {
        StringBuilder text = new StringBuilder();
        chance.ints(4096, 0, 0x250).forEach(text::appendCodePoint);
        return text.toString();
    }

    private static String insert(String text, String what, Random chance) {
        int at = chance.nextInt(text.length() + 1);
        return text.substring(0, at) + what + text.substring(at);
    }

    /** As much as a host gives. */
    private static String repeated(String text) {
        return text.isEmpty() ? text : text.repeat(Math.max(1, Host.MAX_BYTES / 4 / text.length()));
    }

    private static String oneNumber(String text, String number, Random chance) {
        long numbers = NUMBER.matcher(text).results().count();
        if (numbers == 0) {
            return text;
        }
        long skipped = (long) (chance.nextDouble() * numbers);
        Matcher matcher = NUMBER.matcher(text);
        for (long i = 0; i <= skipped; i++) {
            matcher.find();
        }
        return text.substring(0, matcher.start()) + number + text.substring(matcher.end());
    }

    private static String changed(String text, Random chance) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 0; i < 1 + text.length() / 50 && !text.isEmpty(); i++) {
            changed.setCharAt(chance.nextInt(text.length()), (char) (32 + chance.nextInt(95)));
        }
        return changed.toString();
    }
}
