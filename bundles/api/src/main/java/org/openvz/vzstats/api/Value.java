package org.openvz.vzstats.api;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One value of a metric. There is no other kind, and none is free text: the data dictionary decides which text may pass. */
public sealed interface Value {

    /** Yes or no. */
    record Flag(boolean set) implements Value {}

    /** An amount in the unit of its metric, or the lower bound of its bucket once the guard has seen it. */
    record Quantity(long amount) implements Value {}

    /** A category, a label or a version. */
    record Text(String text) implements Value {}

    /** How many there are of each category or label. */
    record Counts(SortedMap<String, Long> byKey) implements Value {

        /** Keeps a copy. */
        public Counts {
            byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
        }

        /** {@return the counts of a map in any order} */
        public static Counts of(Map<String, Long> byKey) {
            return new Counts(new TreeMap<>(byKey));
        }
    }

    /**
     * Crash reports, each a uReport as JSON. Of each the guard lets only that pass which may be public.
     *
     * @param json a uReport each
     */
    record UReports(List<String> json) implements Value {

        /** Keeps a copy. */
        public UReports {
            json = List.copyOf(json);
        }
    }
}
