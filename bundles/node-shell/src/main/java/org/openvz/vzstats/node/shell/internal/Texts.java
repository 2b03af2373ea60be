package org.openvz.vzstats.node.shell.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Node.Run;
import org.openvz.vzstats.api.Node.Status;
import org.openvz.vzstats.api.Node.TransportState;

/** What the commands print. */
final class Texts {

    private Texts() {}

    static String status(Status status, Instant now) {
        Table table = new Table()
                .row("Version:", status.version())
                .row("Status:", enabled(status.decision()))
                .row("Sending:", sending(status, now))
                .row("Collectors:", status.collectors().isEmpty() ? "none" : String.join(" ", status.collectors()))
                .row("Last run:", status.lastRun().map(Texts::run).orElse("none since the node started"))
                .row("Waiting:", status.waiting() + " reports, " + status.dropped() + " dropped undelivered");
        status.benched().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> table.row(
                        "Benched:",
                        one.getKey() + ", went over its budget, sits out until " + seconds(one.getValue())));
        for (TransportState transport : status.transports()) {
            table.row("Transport:", transport(transport));
        }
        List<CollectorResult> notable = status.lastRun().map(Run::collectors).orElse(List.of()).stream()
                .filter(Texts::isNotable)
                .toList();
        for (CollectorResult result : notable) {
            table.row("Collector:", result.collector() + " " + outcome(result));
        }
        return table.text();
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
                .map(file -> "== " + file.getKey() + " ==\n" + file.getValue())
                .collect(Collectors.joining());
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
        String answer = transport.lastAnswer().isEmpty() ? "nothing sent yet" : transport.lastAnswer();
        return transport.transport() + ", " + answer
                + transport.lastAttempt().map(last -> ", " + seconds(last)).orElse("")
                + transport.nextAttempt().map(next -> ", next " + seconds(next)).orElse("");
    }

    private static boolean isNotable(CollectorResult result) {
        boolean fine = result.outcome() == Outcome.OK || result.outcome() == Outcome.EMPTY;
        return !fine || !result.refused().isEmpty();
    }

    private static String outcome(CollectorResult result) {
        return word(result.outcome()) + ": " + detail(result);
    }

    private static String detail(CollectorResult result) {
        String refused = result.refused().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return result.detail() + (refused.isEmpty() ? "" : "; held back: " + refused);
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
