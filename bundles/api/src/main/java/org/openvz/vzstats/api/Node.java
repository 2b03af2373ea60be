package org.openvz.vzstats.api;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The node, as its owner's commands and its triggers see it. */
@ProviderType
public interface Node {

    /**
     * Shows exactly what would be sent now: collects and guards, and keeps nothing. While the owner has opted out that is nothing, and
     * nothing is collected.
     *
     * @throws InterruptedException if the caller's thread is interrupted
     */
    Run view() throws InterruptedException;

    /**
     * Shows what would be sent if the owner allowed it, also while the owner has opted out, and also what is pending.
     *
     * @throws InterruptedException if the caller's thread is interrupted
     */
    Run preview() throws InterruptedException;

    /**
     * Collects, guards and queues a report, and wakes the delivery. Requests while a run is going on wait for it, and then get one
     * further run together: a report of all that they ask for.
     *
     * @return what was queued, or why nothing was
     * @throws InterruptedException if the caller's thread is interrupted
     */
    Run run(Trigger trigger) throws InterruptedException;

    /**
     * Collects and guards as for a person, and writes the report into a file instead of sending it: for a network without exit.
     *
     * @param file an absolute path; written whole or not at all, readable for its owner only
     * @param replace whether a file that is there is replaced
     * @return what was written, or why nothing was
     * @throws InterruptedException if the caller's thread is interrupted
     */
    Run export(Path file, boolean replace) throws InterruptedException;

    /** {@return what was sent} */
    History history();

    /** {@return one of the reports of the history, exactly as it was sent; empty if there is none of this number} */
    Optional<SentReport> sent(int number);

    /**
     * Keeps the receipt of a report that was carried by hand.
     *
     * @param receipt the server's answer to whoever carried it
     */
    Attached attach(String receipt);

    /** {@return how the node is doing; also when its own directory cannot be used} */
    Status status();

    /**
     * One run.
     *
     * @param started when it began
     * @param decision whether the owner allows runs; if not, nothing was collected unless this is a preview
     * @param collectors what became of each collector, by name
     * @param files the report as it is or would be sent: file name to its text. Of a {@link #view} or {@link #preview} besides, under
     *     {@code collector/name (never sent)}, what a collector shows the owner only
     * @param report the id of the report that was queued, empty if none was
     * @param problem why nothing was queued although the owner allows it, in a few words; empty if all went well
     */
    record Run(
            Instant started,
            Decision decision,
            List<CollectorResult> collectors,
            Map<String, String> files,
            Optional<String> report,
            Optional<String> problem) {

        /** Keeps copies. */
        public Run {
            collectors = List.copyOf(collectors);
            files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        }
    }

    /**
     * What became of a collector in a run.
     *
     * @param collector its name
     * @param outcome how it ended
     * @param detail a few words for the owner; never an exception's message, which may carry anything
     * @param refused metric to the number of values the guard did not let pass; the values themselves are kept nowhere
     * @param needsRoot what it asked for and the node has no right to read, such as {@code /etc/libvirt/qemu}; for the owner
     */
    record CollectorResult(
            String collector, Outcome outcome, String detail, Map<String, Integer> refused, List<String> needsRoot) {

        /** Keeps copies. */
        public CollectorResult {
            refused = Map.copyOf(refused);
            needsRoot = List.copyOf(needsRoot);
        }

        /** One that was denied nothing. */
        public CollectorResult(String collector, Outcome outcome, String detail, Map<String, Integer> refused) {
            this(collector, outcome, detail, refused, List.of());
        }
    }

    /** How a collector ended. */
    enum Outcome {
        /** Its section is in the report. */
        OK,
        /** It found nothing to say on this host. */
        EMPTY,
        /** It threw. */
        FAILED,
        /** It took longer than its budget. */
        TIMED_OUT,
        /** It used more processor time than its budget. */
        OVERWORKED,
        /** It read or wrote more than its budget. */
        FLOODED,
        /** It went over its budget lately, and sits out for a day. */
        BENCHED,
        /** A policy forbids it. */
        DENIED,
        /** It is new here, and its owner has not accepted it yet. */
        PENDING,
        /** No metrics file is installed for it. */
        UNDEFINED,
        /** Its service went away during the run. */
        REMOVED;

        /** {@return whether it went over a budget in this run} */
        public boolean isOverBudget() {
            return this == TIMED_OUT || this == OVERWORKED || this == FLOODED;
        }
    }

    /**
     * How the node is doing.
     *
     * @param version the client version
     * @param decision whether the owner allows runs
     * @param starting what the node waits for before it collects or sends anything: policies may be missing till then; empty once it
     *     has started
     * @param sendingFrom when sending starts; past once the grace is over
     * @param lastRun the last run that was no preview
     * @param collectors the names of the collectors present
     * @param benched the collectors that sit out since they went over their budget, to when they may run again
     * @param waiting how many reports wait in the outbox
     * @param waitingSince how long the oldest of them does
     * @param dropped why reports were dropped undelivered since the node was installed, and how many
     * @param transports what each transport did last
     * @param lastSent what was sent last
     * @param troubles what the node cannot do now with its own files, each in a sentence
     */
    record Status(
            String version,
            Decision decision,
            Optional<String> starting,
            Instant sendingFrom,
            Optional<Run> lastRun,
            List<String> collectors,
            Map<String, Instant> benched,
            int waiting,
            Optional<Instant> waitingSince,
            Map<Drop, Long> dropped,
            List<TransportState> transports,
            Optional<Sent> lastSent,
            List<String> troubles) {

        /** Keeps copies. */
        public Status {
            collectors = List.copyOf(collectors);
            benched = Map.copyOf(benched);
            dropped = Map.copyOf(dropped);
            transports = List.copyOf(transports);
            troubles = List.copyOf(troubles);
        }
    }

    /** Why a report was dropped undelivered. */
    enum Drop {
        /** More waited than may. */
        COUNT,
        /** What waited was larger than it may be. */
        BYTES,
        /** It had waited too long. */
        AGE,
        /** A receiver will never take it. */
        REFUSED
    }

    /**
     * What was sent.
     *
     * @param deliveries one for each destination of each report, oldest report first
     * @param damaged how many entries were left out because they are damaged
     */
    record History(List<Sent> deliveries, int damaged) {

        /** Keeps a copy. */
        public History {
            deliveries = List.copyOf(deliveries);
        }
    }

    /**
     * A report that was sent to one destination.
     *
     * @param number of the report in the history; it stays the same
     * @param report its id
     * @param time when it was taken
     * @param bytes how large it is, packed
     * @param sections what is in it
     * @param destination the transport, {@code export} for a file, {@code carried} for one whose receipt was brought
     * @param policy why it was allowed
     * @param answer what the receiver answered, such as the server's receipt
     */
    record Sent(
            int number,
            String report,
            Instant time,
            int bytes,
            List<String> sections,
            String destination,
            String policy,
            String answer) {

        /** Keeps a copy. */
        public Sent {
            sections = List.copyOf(sections);
        }
    }

    /**
     * A report exactly as it was sent.
     *
     * @param deliveries one for each destination that has it
     * @param files file name to its text
     */
    record SentReport(List<Sent> deliveries, Map<String, String> files) {

        /** Keeps copies. */
        public SentReport {
            deliveries = List.copyOf(deliveries);
            files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        }
    }

    /**
     * What became of a receipt.
     *
     * @param number of the report that has it now; empty if it is not kept
     * @param problem why it is not kept
     */
    record Attached(Optional<Integer> number, Optional<String> problem) {}

    /**
     * What a transport did last.
     *
     * @param transport its name
     * @param lastAnswer {@code accepted}, {@code refused: …}, {@code retry: …}; empty before the first delivery
     * @param lastAttempt when that was
     * @param nextAttempt the earliest next attempt, if it has to wait
     */
    record TransportState(
            String transport, String lastAnswer, Optional<Instant> lastAttempt, Optional<Instant> nextAttempt) {}
}
