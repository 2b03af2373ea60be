package org.openvz.vzstats.dictionary.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;

/** Type and values of a metric in words of both languages. */
final class Wording {

    /** Between the English and the Russian of one line. */
    static final String BETWEEN = " · ";

    private Wording() {}

    static String type(Metric metric) {
        List<String> english = new ArrayList<>(List.of(metric.type().name().toLowerCase(Locale.ROOT)));
        List<String> russian = new ArrayList<>(List.of(russian(metric.type())));
        if (metric.unit() != null) {
            english.add(Markdown.text(metric.unit()));
            russian.add(Markdown.text(metric.unit()));
        }
        if (metric.type() == MetricType.QUANTITY) {
            english.add(metric.exact() ? "exact" : "by bucket");
            russian.add(metric.exact() ? "точно" : "по интервалам");
        }
        return String.join(", ", english) + BETWEEN + String.join(", ", russian);
    }

    static String values(Metric metric) {
        return switch (metric.type()) {
            case FLAG -> codes(Stream.of("true", "false"));
            case QUANTITY -> metric.exact() ? "whole numbers from 0" + BETWEEN + "целые числа от 0" : buckets(metric);
            case CATEGORY -> listed(metric);
            case COUNTS -> metric.values().isEmpty() ? names(metric) : listed(metric);
            case LABEL -> names(metric);
            case UREPORTS ->
                "uReports, of which only what is in public lists is kept" + BETWEEN
                        + "отчёты uReport, из которых остаётся только то, что есть в открытых списках";
            case VERSION ->
                pattern(metric)
                        + ": versions that match, at most %d characters".formatted(metric.length())
                        + BETWEEN
                        + "версии по образцу, не длиннее %d".formatted(metric.length());
        };
    }

    private static String names(Metric metric) {
        String other = Markdown.code(Metric.OTHER);
        return pattern(metric)
                + ": names that match, at most %d characters, else %s".formatted(metric.length(), other)
                + BETWEEN
                + "названия по образцу, не длиннее %d, иначе %s".formatted(metric.length(), other);
    }

    private static String pattern(Metric metric) {
        return Markdown.code(String.valueOf(metric.pattern()));
    }

    private static String listed(Metric metric) {
        return codes(
                Stream.concat(metric.values().stream(), Stream.of(Metric.OTHER)).distinct());
    }

    private static String buckets(Metric metric) {
        return codes(Stream.concat(Stream.of(0L), metric.buckets().stream()).map(metric::cellOf));
    }

    private static String codes(Stream<String> values) {
        return values.map(Markdown::code).collect(Collectors.joining(", "));
    }

    private static String russian(MetricType type) {
        return switch (type) {
            case FLAG -> "флаг";
            case QUANTITY -> "величина";
            case CATEGORY -> "категория";
            case LABEL -> "название";
            case VERSION -> "версия";
            case COUNTS -> "количества";
            case UREPORTS -> "отчёты о сбоях";
        };
    }
}
