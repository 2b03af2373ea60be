package org.openvz.vzstats.collector.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.dictionary.Vocabulary;

/**
 * What every collector owes: on each recorded host the section that {@code src/test/expected/<host>.txt} says, and on a host with
 * damaged sources no exception, no value its metrics file does not know, and no number instead of an absent one.
 */
@SuppressWarnings("JUnitClassModifiers") // public: the collectors' tests, in other packages, extend it
public abstract class CollectorContract {

    /** How often each kind of damage that chance has a part in is done to each source. */
    private static final int TRIES = Integer.getInteger("vzstats.damage.tries", 2);

    private static final Path EXPECTED = Path.of("src", "test", "expected");

    /** {@return the collector under test} */
    protected abstract Collector collector();

    /**
     * {@return what defines the metrics of the section that this collector has given last; unless overridden, its metrics file}
     */
    protected Topic topic(Collector collector) throws IOException {
        return RecordedHost.topicOf(collector);
    }

    static List<String> hosts() throws IOException {
        return RecordedHost.shared();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    final void givesTheExpectedSection(String host) throws IOException {
        Path expected = EXPECTED.resolve(host + ".txt");
        String census = census(RecordedHost.named(host));
        assertTrue(Files.exists(expected), () -> expected + " is missing; the collector gives\n" + census);
        assertEquals(Files.readString(expected), census);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    final void givesTheSameTwice(String host) throws IOException {
        RecordedHost recorded = RecordedHost.named(host);
        assertEquals(census(recorded), census(recorded));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    @Timeout(300)
    final void survivesDamagedSources(String host) throws IOException {
        Recording recording = RecordedHost.named(host).record(collector());
        for (String source : recording.sources()) {
            String text = recording.text(source);
            SortedMap<String, Value> whole = collect(recording.with(source, Optional.of(text)), source);
            collect(recording.with(source, Optional.empty()), source + " absent");
            for (Damage damage : Damage.values()) {
                for (int i = 0; i < TRIES; i++) {
                    String what = source + ": " + damage + " " + i;
                    String damaged = damage.done(text, new Random(what.hashCode()));
                    SortedMap<String, Value> values = collect(recording.with(source, Optional.of(damaged)), what);
                    if (damage.numbersOnly()) {
                        requireNoGreaterNumber(whole, values, what);
                    }
                }
            }
        }
    }

    private String census(RecordedHost host) throws IOException {
        Collector collector = collector();
        return withoutSpace(host.census(collector, () -> topic(collector)));
    }

    private SortedMap<String, Value> collect(Host host, String what) throws IOException {
        Collector collector = collector();
        String topicName = RecordedHost.topicOf(collector).collector();
        Section.Builder section = new Section.Builder(topicName);
        try {
            collector.collect(host, section);
        } catch (BudgetExceededException e) {
            // A flood ends the collector: by contract the run goes on without its section.
            return new Section.Builder(topicName).build().values();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return fail(what, e);
        }
        SortedMap<String, Value> values = section.build().values();
        Topic topic = topic(collector);
        values.forEach((name, value) -> {
            Metric metric = topic.metric(name).orElseGet(() -> fail(what + ": no such metric " + name));
            Optional<Value> kept =
                    Vocabulary.reduce(metric, value, text -> false).value();
            assertTrue(kept.isPresent(), () -> what + ": " + name + " is of another type: " + value);
            assertTrue(Vocabulary.accepts(metric, kept.orElseThrow()), () -> what + ": " + name + " = " + value);
        });
        return values;
    }

    private static void requireNoGreaterNumber(Map<String, Value> whole, Map<String, Value> damaged, String what) {
        damaged.forEach((name, value) -> {
            if (value instanceof Value.Quantity quantity) {
                long before = whole.get(name) instanceof Value.Quantity known ? known.amount() : 0;
                assertTrue(
                        quantity.amount() <= before,
                        () -> what + ": " + name + " = " + quantity.amount() + ", was " + before);
            }
        });
    }

    /** The space of a file system is that of the machine the test runs on: it cannot be recorded. */
    private static String withoutSpace(String census) {
        return census.replaceAll("(?m)^disk\\.vz_.*\\R", "");
    }
}
