package org.openvz.vzstats.node.shell.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.openvz.vzstats.api.Node.History;
import org.openvz.vzstats.api.Node.Sent;
import org.openvz.vzstats.api.Node.SentReport;

/** What the commands print for programs. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    static String history(History history) {
        ObjectNode json = MAPPER.createObjectNode();
        deliveries(json.putArray("deliveries"), history.deliveries());
        json.put("damaged", history.damaged());
        return text(json);
    }

    static String sent(SentReport report) {
        ObjectNode json = MAPPER.createObjectNode();
        deliveries(json.putArray("deliveries"), report.deliveries());
        ObjectNode files = json.putObject("files");
        report.files().forEach(files::put);
        return text(json);
    }

    private static void deliveries(ArrayNode json, List<Sent> deliveries) {
        for (Sent sent : deliveries) {
            ObjectNode one = json.addObject()
                    .put("number", sent.number())
                    .put("report", sent.report())
                    .put("time", sent.time().toString())
                    .put("bytes", sent.bytes());
            sent.sections().forEach(one.putArray("sections")::add);
            one.put("destination", sent.destination())
                    .put("policy", sent.policy())
                    .put("answer", sent.answer());
        }
    }

    private static String text(ObjectNode json) {
        try {
            return MAPPER.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we built can be written", e);
        }
    }
}
