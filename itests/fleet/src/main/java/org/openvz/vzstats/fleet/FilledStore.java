package org.openvz.vzstats.fleet;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.openvz.vzstats.processor.dictionary.internal.DictionaryProcessor;
import org.openvz.vzstats.report.ReportFiles;
import org.openvz.vzstats.report.ReportSection;
import org.openvz.vzstats.report.ReportWriter;
import org.openvz.vzstats.report.SectionJson;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.UnprocessableException;
import org.openvz.vzstats.store.jdbc.internal.DerbyStore;

/** Puts a fleet into a store without HTTP: a million nodes in minutes. */
public final class FilledStore {

    private static final int NODES_AT_ONCE = 500;

    private final Fleet fleet;
    private final DictionaryProcessor processor;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final SplittableRandom random;

    /** Fills stores with this fleet. */
    public FilledStore(Fleet fleet) {
        this(fleet, 20_261_122);
    }

    /**
     * Fills stores with this fleet.
     *
     * @param seed of which nodes report what; another one lets others report to a store that is filled already
     */
    public FilledStore(Fleet fleet, long seed) {
        this.fleet = fleet;
        this.processor = new DictionaryProcessor(fleet::dictionary);
        this.random = new SplittableRandom(seed);
    }

    /** {@return what makes values of its sections} */
    public DictionaryProcessor processor() {
        return processor;
    }

    /** Lets the first full reports of these nodes count. */
    public void grow(DerbyStore store, long from, long to) {
        count(store, from, to, new Reported(0, Clock.systemUTC().instant(), true));
    }

    /**
     * What nodes have reported.
     *
     * @param round how often they had before
     * @param received when it came in
     * @param full whether it is all topics; else the platform alone
     */
    public record Reported(int round, Instant received, boolean full) {}

    /** Lets reports of these nodes count. */
    public void count(DerbyStore store, long from, long to, Reported reported) {
        for (long first = from; first < to; first += NODES_AT_ONCE) {
            store.count(
                    reported.received().getEpochSecond(),
                    today,
                    LongStream.range(first, Math.min(to, first + NODES_AT_ONCE))
                            .boxed()
                            .parallel()
                            .collect(Collectors.toMap(
                                    node -> id(node).toString(),
                                    node -> counted(node, reported),
                                    (one, two) -> one,
                                    TreeMap::new)));
        }
    }

    private List<SectionResult.Accepted> counted(long node, Reported reported) {
        List<ReportSection> sections = fleet.sections(node, reported.round());
        if (!reported.full()) {
            sections.removeIf(section -> !section.section().collector().equals("platform"));
        }
        return counted(sections);
    }

    /** {@return what a server makes of these sections} */
    List<SectionResult.Accepted> counted(List<ReportSection> sections) {
        List<SectionResult.Accepted> counted = new ArrayList<>();
        for (ReportSection section : sections) {
            ReceivedSection received = new ReceivedSection(
                    section.section().collector(), section.revision(), SectionJson.encode(section.section()));
            try {
                counted.add(new SectionResult.Accepted(received, processor.process(received)));
            } catch (UnprocessableException e) {
                throw new IllegalStateException(received.collector() + ": " + e.reason(), e);
            }
        }
        return counted;
    }

    /** Puts the next reports of nodes that are there, chosen at random, into the inbox. */
    public void enqueue(DerbyStore store, long nodes, int reports, Kind kind) throws IOException {
        Instant now = Instant.ofEpochSecond(Clock.systemUTC().instant().getEpochSecond());
        Map<Submission, Receipt> waiting = new HashMap<>();
        for (int i = 0; i < reports; i++) {
            long node = random.nextLong(nodes);
            UUID report = new UUID(random.nextLong(), random.nextLong());
            byte[] packed = packed(report, node, 1 + random.nextInt(3), kind);
            Receipt receipt = new Receipt(report, "0".repeat(64), now, "", "s".repeat(86));
            waiting.put(new Submission(id(node), report, packed), receipt);
            if (waiting.size() == NODES_AT_ONCE || i == reports - 1) {
                store.enqueue(waiting);
                waiting.clear();
            }
        }
    }

    /** {@return a report of a node as it would come over the wire} */
    public byte[] packed(UUID report, long node, int round, Kind kind) throws IOException {
        List<ReportSection> sections = fleet.sections(node, round);
        if (kind == Kind.MEAL) {
            ReportSection topic = sections.get(random.nextInt(sections.size()));
            sections.removeIf(section ->
                    !section.equals(topic) && !section.section().collector().equals("platform"));
        }
        return ReportWriter.pack(ReportFiles.of(report, "0.1.0", today, sections))
                .packed();
    }

    /** What kind of report a node sends. */
    public enum Kind {
        /** All topics: once a month, and whoever wants nothing else. */
        FULL,
        /** The platform and one other: 21 times a week. */
        MEAL
    }

    /** {@return the id of a node} */
    public static UUID id(long node) {
        SplittableRandom bits = new SplittableRandom(node);
        return new UUID((bits.nextLong() & ~0xF000L) | 0x4000L, (bits.nextLong() & (-1L >>> 2)) | Long.MIN_VALUE);
    }
}
