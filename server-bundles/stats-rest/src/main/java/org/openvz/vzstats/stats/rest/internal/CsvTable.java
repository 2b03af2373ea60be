package org.openvz.vzstats.stats.rest.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The cells of a statistic as RFC 4180 has it: {@code value,nodes,share}, and {@code total} where there is one. */
final class CsvTable {

    /** Shares are decimal fractions, and are written as such. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private CsvTable() {}

    static String of(String document) {
        JsonNode cells;
        try {
            cells = MAPPER.readTree(document).path("cells");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a release holds a document that is no JSON", e);
        }
        List<String> columns = new ArrayList<>(List.of("value", "nodes", "share"));
        if (!cells.findValues("total").isEmpty()) {
            columns.add("total");
        }
        StringBuilder csv = new StringBuilder(String.join(",", columns)).append("\r\n");
        for (JsonNode cell : cells) {
            StringJoiner line = new StringJoiner(",", "", "\r\n");
            columns.forEach(column -> line.add(field(cell.path(column))));
            csv.append(line);
        }
        return csv.toString();
    }

    private static String field(JsonNode json) {
        if (json.isNumber()) {
            return json.decimalValue().toPlainString();
        }
        String text = json.isValueNode() && !json.isNull() ? json.asText() : "";
        if (!text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            // A spreadsheet would take it for a formula.
            text = "'" + text;
        }
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
