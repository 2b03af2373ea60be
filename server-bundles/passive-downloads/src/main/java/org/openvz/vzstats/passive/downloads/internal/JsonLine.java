package org.openvz.vzstats.passive.downloads.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line that is a JSON object, with the names that nginx's variables, Caddy, Traefik and Logstash have for things:
 *
 * <pre>{@code
 * {"time_iso8601":"2026-03-10T12:00:00+00:00","remote_addr":"192.0.2.7","request":"GET /iso/openvz.iso HTTP/1.1","status":"200",
 *  "body_bytes_sent":"1048576","http_user_agent":"curl/8.5.0"}
 * }</pre>
 */
final class JsonLine implements Request {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TIME = List.of(
            "time_iso8601", "@timestamp", "timestamp", "time_local", "time", "ts", "StartUTC", "msec", "datetime");
    private static final List<String> METHOD = List.of("request_method", "method", "verb", "RequestMethod");
    private static final List<String> TARGET = List.of("request_uri", "uri", "path", "url", "RequestPath");
    private static final List<String> STATUS = List.of("status", "status_code", "response", "DownstreamStatus");
    private static final List<String> SIZE =
            List.of("body_bytes_sent", "bytes_sent", "bytes", "size", "DownstreamContentSize");
    private static final List<String> AGENT =
            List.of("http_user_agent", "user_agent", "agent", "request_User-Agent", "User-Agent");
    private static final List<String> ADDRESS =
            List.of("remote_addr", "remote_ip", "client_ip", "clientip", "remote_host", "ClientHost", "RemoteAddr");

    private final Timestamps timestamps;
    private JsonNode line = MissingNode.getInstance();
    private String method = "";
    private String target = "";
    private @Nullable LocalDate day;

    JsonLine(Timestamps timestamps) {
        this.timestamps = timestamps;
    }

    /** {@return whether this is a line of an access log; it can be asked then} */
    boolean read(byte[] bytes, int begin, int end) {
        try {
            line = JSON.readTree(bytes, begin, end - begin);
        } catch (IOException | RuntimeException e) {
            return false;
        }
        method = first(METHOD);
        target = first(TARGET);
        if (line.path("request").isTextual()) {
            String[] words = line.path("request").textValue().split(" ", 3);
            method = words[0];
            target = words.length > 1 ? words[1] : "";
        }
        day = timestamps.any(first(TIME));
        return !method.isEmpty() && !first(STATUS).isEmpty();
    }

    /** Of the line itself, of what is called request in it, or of that one's headers. */
    private String first(List<String> names) {
        JsonNode request = line.path("request");
        for (JsonNode object : List.of(line, request, request.path("headers"))) {
            for (String name : names) {
                JsonNode value = object.path(name);
                JsonNode one = value.isArray() ? value.path(0) : value;
                if (one.isValueNode() && !one.isNull()) {
                    return one.asText();
                }
            }
        }
        return "";
    }

    @Override
    public boolean isDownload() {
        String size = first(SIZE);
        return method.equals("GET")
                && first(STATUS).equals("200")
                && !size.isEmpty()
                && !size.equals("0")
                && !size.equals("-")
                && day != null;
    }

    @Override
    public LocalDate day() {
        return Objects.requireNonNullElse(day, LocalDate.EPOCH);
    }

    @Override
    public String path() {
        return Paths.of(target);
    }

    @Override
    public String agent() {
        return first(AGENT);
    }

    @Override
    public String address() {
        String address = first(ADDRESS);
        int port = address.lastIndexOf(':');
        return port == address.indexOf(':') && port > 0 ? address.substring(0, port) : address;
    }

    @Override
    public String essence() {
        return first(TIME) + " " + method + " " + target + " " + first(STATUS) + " " + first(SIZE);
    }
}
