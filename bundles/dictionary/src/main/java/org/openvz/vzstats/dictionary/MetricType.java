package org.openvz.vzstats.dictionary;

/** What a metric's value is. Nothing else, no text. */
public enum MetricType {
    /** Yes or no. */
    FLAG,
    /** A whole number of a unit, sent as the lower bound of its bucket unless the metric is {@code exact}. */
    QUANTITY,
    /** One of a fixed list, or {@code other}. */
    CATEGORY,
    /** A name of an open, public vocabulary such as CPU models, held to a pattern and a length, or {@code other}. */
    LABEL,
    /** A version number, held to a pattern. */
    VERSION,
    /** How many there are of each category or label. */
    COUNTS,
    /** Crash reports: uReports, each held to public lists of its own, which are not in the metrics file. */
    UREPORTS
}
