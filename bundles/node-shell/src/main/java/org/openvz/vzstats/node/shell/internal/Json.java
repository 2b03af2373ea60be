package org.openvz.vzstats.node.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Drop;
import org.openvz.vzstats.api.Node.History;
import org.openvz.vzstats.api.Node.Run;
import org.openvz.vzstats.api.Node.Sent;
import org.openvz.vzstats.api.Node.SentReport;
import org.openvz.vzstats.api.Node.Status;
import org.openvz.vzstats.api.Upcoming;

/**
 * What the commands print for programs. A key is never taken away nor given another meaning; one without a value is left out. Times are UTC,
 * in ISO 8601.
 */
final class Json {

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode status(Status status, List<Consent.Pending> pending, List<Upcoming.Next> next) {
        ObjectNode json = object().put("version", status.version());
        decision(json, "enabled", status.decision());
        status.starting().ifPresent(awaited -> json.put("starting", awaited));
        json.put("sendingFrom", time(status.sendingFrom()));
        status.collectors().forEach(json.putArray("collectors")::add);
        status.lastRun().ifPresent(run -> json.set("lastRun", run(run)));
        ArrayNode runs = json.putArray("nextRuns");
        next.forEach(one -> {
            ObjectNode run = runs.addObject().put("time", time(one.at()));
            one.topics().stream().sorted().forEach(run.putArray("topics")::add);
        });
        status.lastSent().ifPresent(sent -> json.set("lastSent", sent(sent)));
        ObjectNode waiting = json.putObject("waiting").put("reports", status.waiting());
        status.waitingSince().ifPresent(since -> waiting.put("since", time(since)));
        ObjectNode dropped = json.putObject("dropped");
        for (Drop why : Drop.values()) {
            dropped.put(word(why), status.dropped().getOrDefault(why, 0L));
        }
        ArrayNode transports = json.putArray("transports");
        status.transports().forEach(transport -> {
            ObjectNode one = transports
                    .addObject()
                    .put("transport", transport.transport())
                    .put("lastAnswer", transport.lastAnswer());
            transport.lastAttempt().ifPresent(last -> one.put("lastAttempt", time(last)));
            transport.nextAttempt().ifPresent(attempt -> one.put("nextAttempt", time(attempt)));
        });
        json.setAll(pending("pending", pending));
        ObjectNode benched = json.putObject("benched");
        new TreeMap<>(status.benched()).forEach((collector, until) -> benched.put(collector, time(until)));
        status.troubles().forEach(json.putArray("troubles")::add);
        return json;
    }

    /** A run without its files. */
    static ObjectNode run(Run run) {
        ObjectNode json = object().put("time", time(run.started()));
        decision(json, "allowed", run.decision());
        run.report().ifPresent(report -> json.put("report", report));
        run.problem().ifPresent(problem -> json.put("problem", problem));
        json.setAll(collectors(run));
        return json;
    }

    static ObjectNode runWithFiles(Run run) {
        ObjectNode json = run(run);
        files(json, run.files());
        return json;
    }

    static ObjectNode collectors(Run run) {
        ObjectNode json = object();
        ArrayNode collectors = json.putArray("collectors");
        for (CollectorResult result : run.collectors()) {
            ObjectNode one = collectors
                    .addObject()
                    .put("collector", result.collector())
                    .put("outcome", word(result.outcome()))
                    .put("detail", result.detail());
            ObjectNode refused = one.putObject("heldBack");
            new TreeMap<>(result.refused()).forEach(refused::put);
            result.needsRoot().forEach(one.putArray("needsRoot")::add);
        }
        return json;
    }

    static ObjectNode history(History history) {
        ObjectNode json = object();
        deliveries(json, history.deliveries());
        return json.put("damaged", history.damaged());
    }

    static ObjectNode sent(SentReport report) {
        ObjectNode json = object();
        deliveries(json, report.deliveries());
        files(json, report.files());
        return json;
    }

    static ObjectNode explanation(Consent.Explanation explanation, Optional<JsonNode> now) {
        ObjectNode json = object().put("subject", explanation.subject()).put("title", explanation.title());
        explanation.metric().ifPresent(metric -> json.put("why", metric.why()).put("source", metric.source()));
        decision(json, "allowed", explanation.decision());
        explanation.decidedBy().ifPresent(by -> json.put("by", by));
        now.ifPresent(value -> json.set("now", value));
        ArrayNode answers = json.putArray("answers");
        for (Consent.Answer answer : explanation.answers()) {
            ObjectNode one = answers.addObject()
                    .put("policy", answer.policy())
                    .put("about", ConsentTexts.about(answer.question()));
            decision(one, "allowed", answer.decision());
        }
        return json;
    }

    /** What is pending, or was until now. */
    static ObjectNode pending(String key, List<Consent.Pending> pending) {
        ObjectNode json = object();
        ArrayNode list = json.putArray(key);
        for (Consent.Pending one : pending) {
            ArrayNode added = list.addObject()
                    .put("collector", one.collector())
                    .put("title", one.title())
                    .put("accepted", one.accepted())
                    .put("revision", one.revision())
                    .put("reason", one.reason())
                    .put("where", one.where())
                    .putArray("added");
            one.added().forEach(metric -> added.addObject()
                    .put("name", metric.name())
                    .put("title", metric.title())
                    .put("why", metric.why())
                    .put("source", metric.source()));
        }
        return json;
    }

    static void decision(ObjectNode json, String key, Decision decision) {
        json.put(key, decision instanceof Decision.Allow);
        if (decision instanceof Decision.Deny deny) {
            json.put("reason", deny.reason()).put("where", deny.where());
        }
    }

    private static void deliveries(ObjectNode json, List<Sent> deliveries) {
        deliveries.stream().map(Json::sent).forEach(json.putArray("deliveries")::add);
    }

    private static ObjectNode sent(Sent sent) {
        ObjectNode json = object().put("number", sent.number())
                .put("report", sent.report())
                .put("time", time(sent.time()))
                .put("bytes", sent.bytes());
        sent.sections().forEach(json.putArray("sections")::add);
        return json.put("destination", sent.destination())
                .put("policy", sent.policy())
                .put("answer", sent.answer());
    }

    private static void files(ObjectNode json, Map<String, String> files) {
        ObjectNode texts = json.putObject("files");
        new TreeMap<>(files).forEach(texts::put);
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
