package org.openvz.vzstats.store.jdbc.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of versions, as package managers see it: numbers by their value, words by their letters, and a number after a word. */
final class Versions {

    static final Comparator<String> ORDER = Versions::compare;

    private static final Pattern PART = Pattern.compile("[0-9]{1,18}|[A-Za-z]+|~");

    private Versions() {}

    private static int compare(String one, String other) {
        List<String> left = parts(one);
        List<String> right = parts(other);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = comparePart(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        // 1.0~rc1 is before 1.0, and 1.0.1 after it.
        if (left.size() == right.size()) {
            return 0;
        }
        boolean longer = left.size() > right.size();
        String next = longer ? left.get(right.size()) : right.get(left.size());
        return longer == next.equals("~") ? -1 : 1;
    }

    private static int comparePart(String one, String other) {
        boolean number = Character.isDigit(one.charAt(0));
        boolean otherNumber = Character.isDigit(other.charAt(0));
        if (one.equals("~") || other.equals("~")) {
            return Boolean.compare(other.equals("~"), one.equals("~"));
        }
        if (number && otherNumber) {
            return Long.compare(Long.parseLong(one), Long.parseLong(other));
        }
        return number == otherNumber ? one.compareTo(other) : Boolean.compare(number, otherNumber);
    }

    private static List<String> parts(String version) {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(version);
        while (part.find()) {
            parts.add(part.group());
        }
        return parts;
    }
}
