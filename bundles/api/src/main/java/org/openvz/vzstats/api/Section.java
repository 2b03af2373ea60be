package org.openvz.vzstats.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.api.BudgetExceededException.Limit;

/**
 * The values of one collector at one time.
 *
 * @param collector the topic, such as {@code disk}
 * @param values metric name, such as {@code disk.count}, to value; sorted, so that equal sections give equal bytes
 */
public record Section(String collector, SortedMap<String, Value> values) {

    /** Keeps a copy. */
    public Section {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Makes a text that only the owner is shown. */
    @FunctionalInterface
    public interface Shown {

        /**
         * {@return the text}
         *
         * @throws IOException if it cannot be made
         */
        String get() throws IOException;
    }

    /**
     * Takes the values of one collector. A metric is named in full, {@code disk.count}. What is set twice keeps the last value,
     * what is counted twice adds up. Bounded: a collector that floods it is ended. Used by one thread.
     */
    public static final class Builder {

        /** The most values, and keys within counts, of one section. */
        public static final int MAX_ENTRIES = 4_096;

        /** The longest text; no public name of a product is longer. */
        public static final int MAX_TEXT = 256;

        /** The longest crash report. */
        public static final int MAX_UREPORT = 64 * 1024;

        /** The most texts that are shown beside a preview. */
        public static final int MAX_SHOWN = 64;

        /** The longest of them, in characters. */
        public static final int MAX_SHOWN_TEXT = 16 * 1024;

        private final String collector;
        private final SortedMap<String, Value> values = new TreeMap<>();
        private final SortedMap<String, SortedMap<String, Long>> counts = new TreeMap<>();
        private final boolean preview;
        private final SortedMap<String, String> shown = new TreeMap<>();
        private final SortedMap<String, List<String>> uReports = new TreeMap<>();
        private final List<Runnable> whenQueued = new ArrayList<>();
        private int entries;

        /**
         * Starts an empty section of a run.
         *
         * @param collector the topic it is of
         */
        public Builder(String collector) {
            this(collector, false);
        }

        /**
         * Starts an empty section.
         *
         * @param collector the topic it is of
         * @param preview whether it is made for the owner to look at, and not to be sent
         */
        public Builder(String collector, boolean preview) {
            this.collector = collector;
            this.preview = preview;
        }

        /**
         * Sets a metric of type {@code flag}.
         *
         * @throws BudgetExceededException if the section is full
         */
        public Builder flag(String metric, boolean set) throws BudgetExceededException {
            return set(metric, new Value.Flag(set));
        }

        /**
         * Sets a metric of type {@code quantity}, in its unit. The guard makes a bucket of it.
         *
         * @throws BudgetExceededException if the section is full
         */
        public Builder quantity(String metric, long amount) throws BudgetExceededException {
            return set(metric, new Value.Quantity(amount));
        }

        /**
         * Sets a metric of type {@code category}, {@code label} or {@code version}.
         *
         * @throws BudgetExceededException if the section is full, or the text longer than {@link #MAX_TEXT}
         */
        public Builder text(String metric, String text) throws BudgetExceededException {
            return set(metric, new Value.Text(bounded(text)));
        }

        /**
         * Adds to one key of a metric of type {@code counts}.
         *
         * @throws BudgetExceededException if the section is full, the key longer than {@link #MAX_TEXT}, or the sum beyond 64 bit
         */
        public Builder count(String metric, String key, long howMany) throws BudgetExceededException {
            SortedMap<String, Long> byKey = countsOf(metric);
            enterUnless(byKey.containsKey(bounded(key)));
            try {
                byKey.merge(key, howMany, Math::addExact);
            } catch (ArithmeticException e) {
                throw new BudgetExceededException(Limit.SIZE, "a count beyond 64 bit");
            }
            return this;
        }

        /**
         * Says that a metric of type {@code counts} was measured, also when there turns out to be nothing to count.
         *
         * @throws BudgetExceededException if the section is full
         */
        public Builder counted(String metric) throws BudgetExceededException {
            countsOf(metric);
            return this;
        }

        /**
         * Adds to a metric of type {@code ureports}.
         *
         * @throws BudgetExceededException if the section is full, or the report longer than {@link #MAX_UREPORT}
         */
        public Builder uReport(String metric, String json) throws BudgetExceededException {
            if (json.length() > MAX_UREPORT) {
                throw new BudgetExceededException(
                        Limit.SIZE, "a crash report of more than " + MAX_UREPORT + " characters");
            }
            enterUnless(false);
            uReports.computeIfAbsent(bounded(metric), unknown -> new ArrayList<>())
                    .add(json);
            return this;
        }

        /**
         * Does something once what is measured waits to be sent, in the outbox: such as to remember that it need not be sent again. It is
         * not done for a preview, nor if nothing is queued. It must not take long.
         */
        public Builder whenQueued(Runnable done) {
            if (!preview) {
                whenQueued.add(done);
            }
            return this;
        }

        /** {@return what is to be done once the section is queued} */
        public List<Runnable> whenQueued() {
            return List.copyOf(whenQueued);
        }

        /**
         * Shows the owner a text beside a preview. It is no part of the section: it is not sent, nor kept anywhere; in a run that is no
         * preview it is not even made. What is longer than {@link #MAX_SHOWN_TEXT} is cut, what is more than {@link #MAX_SHOWN} is left
         * out, control characters are replaced.
         *
         * @param name a file's name
         * @param text makes the text; one that goes over a command's budget shows that instead
         * @throws IOException if the text cannot be made
         */
        public Builder show(String name, Shown text) throws IOException {
            if (preview && shown.size() < MAX_SHOWN) {
                shown.put(printable(bounded(name), MAX_TEXT), printable(made(text), MAX_SHOWN_TEXT));
            }
            return this;
        }

        /** {@return what the owner is shown beside a preview, by name} */
        public SortedMap<String, String> shown() {
            return Collections.unmodifiableSortedMap(new TreeMap<>(shown));
        }

        /** {@return the section} */
        public Section build() {
            SortedMap<String, Value> all = new TreeMap<>(values);
            counts.forEach((metric, byKey) -> all.put(metric, new Value.Counts(byKey)));
            uReports.forEach((metric, json) -> all.put(metric, new Value.UReports(json)));
            return new Section(collector, all);
        }

        private static String made(Shown text) throws IOException {
            try {
                return text.get();
            } catch (BudgetExceededException e) {
                // What is only looked at must not end the collector.
                return e.getMessage() + "\n";
            }
        }

        /** A terminal must not do what a text tells it. */
        private static String printable(String text, int length) {
            StringBuilder printable = new StringBuilder();
            text.codePoints()
                    .limit(length)
                    .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '?' : c)
                    .forEach(printable::appendCodePoint);
            return printable.toString();
        }

        private Builder set(String metric, Value value) throws BudgetExceededException {
            enterUnless(values.containsKey(bounded(metric)));
            values.put(metric, value);
            return this;
        }

        private SortedMap<String, Long> countsOf(String metric) throws BudgetExceededException {
            enterUnless(counts.containsKey(bounded(metric)));
            return counts.computeIfAbsent(metric, unknown -> new TreeMap<>());
        }

        /** Before anything is kept: a collector that ignores the exception still adds nothing. */
        private void enterUnless(boolean known) throws BudgetExceededException {
            if (known) {
                return;
            }
            if (entries == MAX_ENTRIES) {
                throw new BudgetExceededException(Limit.SIZE, "more than " + MAX_ENTRIES + " values in one section");
            }
            entries++;
        }

        private static String bounded(String text) throws BudgetExceededException {
            if (text.length() > MAX_TEXT) {
                throw new BudgetExceededException(Limit.SIZE, "a text of more than " + MAX_TEXT + " characters");
            }
            return text;
        }
    }
}
