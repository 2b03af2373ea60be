package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;
import static org.openvz.vzstats.node.web.internal.Markup.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Node.Run;
import org.openvz.vzstats.api.Node.Status;
import org.openvz.vzstats.api.Node.TransportState;
import org.openvz.vzstats.api.Upcoming;
import org.openvz.vzstats.node.web.internal.Markup.Element;

/** How the node is doing, at a glance. */
record StatusPanel(Reader reader, Instant now) {

    /**
     * Makes the panel.
     *
     * @param shown the run that the page shows
     * @param pending how many topics wait for the owner's word
     */
    Element of(Status status, Run shown, Optional<Upcoming.Next> next, int pending) {
        List<Markup> rows = new ArrayList<>();
        rows.add(reader.row(Word.CENSUS, enabled(status.decision())));
        status.starting().ifPresent(awaited -> rows.add(reader.row(Word.STARTING, reader.english("span", awaited))));
        if (status.decision() instanceof Decision.Allow) {
            rows.add(reader.row(Word.SENDING, sending(status)));
            next.ifPresent(one -> rows.add(reader.row(Word.NEXT_RUN, next(one))));
        }
        rows.add(reader.row(Word.LAST_RUN, status.lastRun().map(this::run).orElse(none(Word.NO_RUN_YET))));
        rows.add(reader.row(Word.LAST_SENT, status.lastSent().map(this::sent).orElse(none(Word.NOTHING_SENT_YET))));
        rows.add(reader.row(Word.WAITING, waiting(status)));
        status.transports().forEach(one -> rows.add(reader.row(Word.DESTINATION, transport(one))));
        if (pending > 0) {
            rows.add(reader.row(Word.PENDING, reader.link("pending", reader.say(Word.TOPICS_WAIT, pending))));
        }
        status.benched()
                .forEach((collector, until) -> rows.add(reader.row(
                        Word.BENCHED,
                        element("code", collector),
                        text(" " + reader.say(Word.UNTIL) + " "),
                        reader.time(until))));
        List<CollectorResult> results = shown.collectors().isEmpty()
                ? status.lastRun().map(Run::collectors).orElse(List.of())
                : shown.collectors();
        results.stream().filter(StatusPanel::isNotable).forEach(one -> rows.add(failed(one)));
        results.stream().filter(one -> !one.refused().isEmpty()).forEach(one -> rows.add(heldBack(one)));
        results.stream().filter(one -> !one.needsRoot().isEmpty()).forEach(one -> rows.add(needsRoot(one)));
        status.troubles()
                .forEach(one -> rows.add(
                        reader.row(Word.TROUBLE, reader.english("span", one)).of("bad")));
        rows.add(reader.row(Word.VERSION, text(status.version())));
        return element("dl").of("status").and(rows);
    }

    /** Why it is off is said above. */
    private Element enabled(Decision decision) {
        return decision instanceof Decision.Deny
                ? element("strong", reader.say(Word.OFF)).of("off")
                : element("strong", reader.say(Word.ON)).of("on");
    }

    private Element sending(Status status) {
        boolean grace = status.sendingFrom().isAfter(now);
        return element(
                "span",
                text(reader.say(grace ? Word.SENDING_FROM : Word.SENDING_SINCE) + " "),
                reader.time(status.sendingFrom()),
                text(grace ? ". " + reader.say(Word.GRACE) : ""));
    }

    private Element next(Upcoming.Next next) {
        String topics = next.topics().isEmpty()
                ? reader.say(Word.ALL_TOPICS)
                : next.topics().stream().sorted().collect(Collectors.joining(", "));
        return element("span", reader.time(next.at()), text(": " + topics));
    }

    private Element run(Run run) {
        Element line = element("span", reader.time(run.started()));
        if (run.decision() instanceof Decision.Deny deny) {
            return line.and(text(": "), reader.denied(deny));
        }
        return run.problem().isPresent()
                ? line.and(text(": "), reader.english("span", run.problem().get()))
                : line;
    }

    private Element sent(Node.Sent sent) {
        return element(
                "span",
                reader.time(sent.time()),
                text(", "),
                reader.link("sent/" + sent.number(), reader.say(Word.REPORT_NUMBER, sent.number())),
                text(" → " + sent.destination()));
    }

    private Element waiting(Status status) {
        long dropped =
                status.dropped().values().stream().mapToLong(Long::longValue).sum();
        return element(
                "span",
                reader.say(Word.REPORTS, reader.language().number(status.waiting()))
                        + (dropped > 0
                                ? "; "
                                        + reader.say(
                                                Word.DROPPED, reader.language().number(dropped))
                                : ""));
    }

    private Element transport(TransportState state) {
        Element line = element("span", element("code", state.transport()), text(" "));
        line = line.and(
                state.lastAnswer().isEmpty() ? none(Word.NOT_TRIED_YET) : reader.english("span", state.lastAnswer()));
        if (state.lastAttempt().isPresent()) {
            line = line.and(text(", "), reader.time(state.lastAttempt().get()));
        }
        return state.nextAttempt().isPresent()
                ? line.and(
                        text(", " + reader.say(Word.NEXT_ATTEMPT) + " "),
                        reader.time(state.nextAttempt().get()))
                : line;
    }

    private Element failed(CollectorResult result) {
        return reader.row(
                Word.TOPIC,
                reader.link("policies/" + result.collector(), result.collector()),
                text(" · " + reader.say(word(result.outcome())) + ": "),
                reader.english("span", result.detail()));
    }

    private Element heldBack(CollectorResult result) {
        String metrics = result.refused().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getKey() + " (" + one.getValue() + ")")
                .collect(Collectors.joining(", "));
        return reader.row(Word.HELD_BACK, text(metrics));
    }

    private Element needsRoot(CollectorResult result) {
        return reader.row(
                Word.NEEDS_ROOT,
                element("code", result.collector()),
                text(": "),
                reader.english("span", String.join(", ", result.needsRoot())));
    }

    private Element none(Word word) {
        return element("span", reader.say(word)).of("soft");
    }

    private static boolean isNotable(CollectorResult result) {
        return result.outcome() != Outcome.OK
                && result.outcome() != Outcome.EMPTY
                && result.outcome() != Outcome.PENDING;
    }

    static Word word(Outcome outcome) {
        return switch (outcome) {
            case OK -> Word.OUTCOME_OK;
            case EMPTY -> Word.OUTCOME_EMPTY;
            case FAILED -> Word.OUTCOME_FAILED;
            case TIMED_OUT -> Word.OUTCOME_TIMED_OUT;
            case OVERWORKED -> Word.OUTCOME_OVERWORKED;
            case FLOODED -> Word.OUTCOME_FLOODED;
            case BENCHED -> Word.OUTCOME_BENCHED;
            case DENIED -> Word.OUTCOME_DENIED;
            case PENDING -> Word.OUTCOME_PENDING;
            case UNDEFINED -> Word.OUTCOME_UNDEFINED;
            case REMOVED -> Word.OUTCOME_REMOVED;
        };
    }
}
