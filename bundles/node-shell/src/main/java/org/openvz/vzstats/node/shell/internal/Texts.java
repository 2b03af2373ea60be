package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Drop;
import org.openvz.vzstats.api.Node.History;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Node.Run;
import org.openvz.vzstats.api.Node.Sent;
import org.openvz.vzstats.api.Node.SentReport;
import org.openvz.vzstats.api.Node.Status;
import org.openvz.vzstats.api.Node.TransportState;
import org.openvz.vzstats.api.Upcoming;
import org.openvz.vzstats.shell.control.Plain;
import org.openvz.vzstats.shell.control.Table;

/** What the commands print. */
final class Texts {

    private Texts() {}

    static String status(Status status, List<Consent.Pending> pending, List<Upcoming.Next> next, Instant now) {
        Table table = new Table().row("Version:", status.version()).row("Status:", enabled(status.decision()));
        status.starting()
                .ifPresent(
                        awaited -> table.row("Starting:", "waits for " + awaited + "; nothing runs or leaves before"));
        table.row("Sending:", sending(status, now))
                .row("Collectors:", status.collectors().isEmpty() ? "none" : String.join(" ", status.collectors()))
                .row("Last run:", status.lastRun().map(Texts::run).orElse("none since the node started"));
        if (next.isEmpty()) {
            boolean off = status.decision() instanceof Decision.Deny;
            table.row("Next run:", off ? "none while it is off" : "not known; vzstats:report runs one now");
        }
        next.forEach(one -> table.row("Next run:", next(one)));
        table.row("Last sent:", status.lastSent().map(Texts::lastSent).orElse("nothing yet"))
                .row("Waiting:", waiting(status, now));
        for (TransportState transport : status.transports()) {
            table.row("Transport:", transport(transport));
        }
        pending.forEach(one -> table.row("Pending:", ConsentTexts.pending(one)));
        status.benched().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> table.row(
                        "Benched:",
                        one.getKey() + ", went over its budget, sits out until " + seconds(one.getValue())));
        List<CollectorResult> results = status.lastRun().map(Run::collectors).orElse(List.of());
        results.stream()
                .filter(result -> !isFine(result.outcome()))
                .forEach(result -> table.row(
                        "Collector:", result.collector() + " " + word(result.outcome()) + ": " + result.detail()));
        results.stream()
                .filter(result -> !result.refused().isEmpty())
                .forEach(result -> table.row("Held back:", result.collector() + ": " + refused(result)));
        results.stream()
                .filter(result -> !result.needsRoot().isEmpty())
                .forEach(result ->
                        table.row("Needs root:", result.collector() + ": " + String.join(", ", result.needsRoot())));
        status.troubles().forEach(trouble -> table.row("Trouble:", trouble));
        return table.text();
    }

    /** What was sent, a row for each destination of a report, the latest last. */
    static String history(History history) {
        Table table = new Table().row("NO", "TIME", "SIZE", "SECTIONS", "DESTINATION", "ANSWER");
        history.deliveries()
                .forEach(sent -> table.row(
                        Integer.toString(sent.number()),
                        seconds(sent.time()).toString(),
                        size(sent.bytes()),
                        Integer.toString(sent.sections().size()),
                        Plain.cut(sent.destination(), 12),
                        Plain.cut(answer(sent.answer()), 40)));
        String damaged = history.damaged() == 0
                ? ""
                : history.damaged() + " damaged " + (history.damaged() == 1 ? "entry is" : "entries are")
                        + " left out.\n";
        return (history.deliveries().isEmpty() ? "Nothing was sent yet.\n" : table.text()) + damaged;
    }

    /** A report exactly as it was sent, and who has it. */
    static String sent(SentReport report) {
        StringBuilder text = new StringBuilder();
        for (Sent sent : report.deliveries()) {
            text.append(new Table()
                    .row("Report:", sent.report())
                    .row("Destination:", sent.destination())
                    .row("Time:", seconds(sent.time()).toString())
                    .row("Policy:", sent.policy())
                    .row("Answer:", sent.answer())
                    .text());
        }
        return text + files(report.files());
    }

    /** A receipt has a time and a signature; that it is one is all that fits into a line. */
    private static String answer(String answer) {
        return answer.stripLeading().startsWith("{")
                ? "receipt"
                : answer.lines().findFirst().orElse("");
    }

    private static String size(int bytes) {
        return bytes < 1024 ? bytes + " B" : (bytes + 512) / 1024 + " KiB";
    }

    private static String lastSent(Sent sent) {
        return seconds(sent.time()) + ", report " + sent.number() + " to " + sent.destination() + ": "
                + Plain.cut(answer(sent.answer()), 40);
    }

    private static String next(Upcoming.Next next) {
        String topics = next.topics().isEmpty()
                ? "everything"
                : next.topics().stream().sorted().collect(Collectors.joining(" "));
        return seconds(next.at()) + ", " + topics;
    }

    private static String waiting(Status status, Instant now) {
        String since = status.waitingSince()
                .map(oldest -> " (the oldest for " + age(Duration.between(oldest, now)) + ")")
                .orElse("");
        return status.waiting() + (status.waiting() == 1 ? " report" : " reports") + since + ", "
                + dropped(status.dropped());
    }

    /** In the largest unit of which there is one; a clock that was set back makes nothing wait for less than nothing. */
    private static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return Math.max(0, age.toMinutes()) + " min";
    }

    private static String dropped(Map<Drop, Long> dropped) {
        long all = dropped.values().stream().mapToLong(Long::longValue).sum();
        String why = dropped.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> count.getValue() + " "
                        + switch (count.getKey()) {
                            case COUNT -> "too many";
                            case BYTES -> "too large";
                            case AGE -> "too old";
                            case REFUSED -> "refused";
                        })
                .collect(Collectors.joining(", "));
        return all + " dropped undelivered" + (why.isEmpty() ? "" : ": " + why);
    }

    static String collectors(List<CollectorResult> results) {
        Table table = new Table().row("COLLECTOR", "RESULT", "DETAIL");
        results.stream()
                .sorted(Comparator.comparing(CollectorResult::collector))
                .forEach(result -> table.row(result.collector(), word(result.outcome()), detail(result)));
        return table.text();
    }

    /** The files exactly as they are in the report, each under its name. */
    static String files(Map<String, String> files) {
        return files.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(file -> "== " + Plain.line(file.getKey()) + " ==\n" + Plain.lines(file.getValue()))
                .collect(Collectors.joining());
    }

    /** What cannot be written, and of what kind the failure is; in words of our own. */
    static String unwritable(IOException failure) {
        String file = failure instanceof FileSystemException named && named.getFile() != null ? named.getFile() : "it";
        return file + " cannot be written (" + failure.getClass().getSimpleName() + ")";
    }

    static String denied(Decision.Deny deny) {
        return deny.reason() + " (" + deny.where() + ")";
    }

    private static String enabled(Decision decision) {
        return decision instanceof Decision.Deny deny ? "disabled, " + denied(deny) : "enabled";
    }

    private static String sending(Status status, Instant now) {
        return status.sendingFrom().isAfter(now)
                ? "from " + seconds(status.sendingFrom()) + " on (grace); vzstats:report sends at once"
                : "since " + seconds(status.sendingFrom());
    }

    private static String run(Run run) {
        String queued = run.report()
                .map(report -> "report " + report)
                .orElseGet(() -> "no report"
                        + run.problem().map(problem -> ": " + problem).orElse(""));
        String denied = run.decision() instanceof Decision.Deny deny ? ": " + denied(deny) : "";
        return seconds(run.started()) + ", " + queued + denied;
    }

    private static String transport(TransportState transport) {
        String answer =
                transport.lastAnswer().isEmpty() ? "nothing sent since the node started" : transport.lastAnswer();
        String until = answer.startsWith("stopped: ") ? ", until it is configured anew or vzstats:report" : "";
        return transport.transport() + ", " + answer + until
                + transport.lastAttempt().map(last -> ", " + seconds(last)).orElse("")
                + transport.nextAttempt().map(next -> ", next " + seconds(next)).orElse("");
    }

    private static boolean isFine(Outcome outcome) {
        return outcome == Outcome.OK || outcome == Outcome.EMPTY;
    }

    private static String refused(CollectorResult result) {
        return result.refused().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String detail(CollectorResult result) {
        return result.detail()
                + (result.refused().isEmpty() ? "" : "; held back: " + refused(result))
                + (result.needsRoot().isEmpty() ? "" : "; needs root: " + String.join(", ", result.needsRoot()));
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
