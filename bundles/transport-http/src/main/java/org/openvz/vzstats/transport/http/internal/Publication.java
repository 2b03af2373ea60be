package org.openvz.vzstats.transport.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.PublicStatistics.Cell;
import org.openvz.vzstats.api.PublicStatistics.Distribution;
import org.openvz.vzstats.api.PublicStatistics.Fetched;
import org.openvz.vzstats.api.PublicStatistics.Release;
import org.openvz.vzstats.api.PublicStatistics.Unavailable;

/**
 * What a census server publishes. All of it is asked for, in the server's own order, by requests that are the same on every node; an
 * identity is never near.
 */
final class Publication {

    private static final String STATISTICS = "/api/v2/statistics";

    private static final int MAX_INDEX_BYTES = 1 << 20;
    private static final int MAX_METRIC_BYTES = 256 * 1024;
    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_METRICS = 2_000;
    private static final int MAX_CELLS = 2_000;
    private static final int MAX_VALUE = 256;
    private static final int AT_ONCE = 8;

    /** A server's word goes into a path only if it is a metric's name. */
    private static final Pattern METRIC = Pattern.compile("[a-z][a-z0-9-]{0,39}\\.[a-z][a-z0-9_]{0,59}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final Duration time;
    private final Web web;

    /**
     * Of one server.
     *
     * @param url its address, without the path of the protocol and without a slash at its end
     * @param time how long it may take to fetch all
     * @param web the way to it
     */
    Publication(URI url, Duration time, Web web) {
        this.url = url;
        this.time = time;
        this.web = web;
    }

    URI url() {
        return url;
    }

    Fetched fetch() throws InterruptedException {
        Fetching fetching = new Fetching(System.nanoTime() + time.toNanos());
        try {
            JsonNode index = fetching.index();
            List<String> names = names(index);
            SortedMap<String, Distribution> metrics = new TreeMap<>();
            for (int from = 0; from < names.size(); from += AT_ONCE) {
                metrics.putAll(fetching.metrics(names.subList(from, Math.min(from + AT_ONCE, names.size()))));
            }
            return new Release(
                    index.path("release").asLong(),
                    Instant.parse(index.path("generated").asText()),
                    index.path("window_days").asInt(),
                    index.path("k").asInt(),
                    index.path("live_nodes").asLong(),
                    metrics);
        } catch (NoStatistics e) {
            return new Unavailable(e.reason);
        } catch (DateTimeException e) {
            return new Unavailable(NoStatistics.STRANGE);
        }
    }

    private static List<String> names(JsonNode index) throws NoStatistics {
        List<String> names = new ArrayList<>();
        for (JsonNode metric : index.path("metrics")) {
            String name = metric.path("name").asText();
            if (METRIC.matcher(name).matches()) {
                names.add(name);
            }
            if (names.size() > MAX_METRICS) {
                throw new NoStatistics("more metrics than there can be");
            }
        }
        return names;
    }

    private static Distribution distribution(JsonNode metric) {
        List<Cell> cells = new ArrayList<>();
        for (JsonNode cell : metric.path("cells")) {
            String value = cell.path("value").asText();
            double share = cell.path("share").asDouble();
            if (value.length() <= MAX_VALUE && share >= 0 && share <= 1 && cells.size() < MAX_CELLS) {
                cells.add(new Cell(value, cell.path("nodes").asLong(), share));
            }
        }
        return new Distribution(metric.path("n").asLong(), cells);
    }

    /** Why there are none, in a few words of our own. */
    private static final class NoStatistics extends Exception {

        private static final long serialVersionUID = 1L;
        private static final String STRANGE = "the answer is not that of a census server";

        private final String reason;

        NoStatistics(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** One time that all is fetched, to its end or to a limit. */
    private final class Fetching {

        private final long deadline;
        /** Not kept: it has a thread of its own, and hardly anybody asks. */
        private final HttpClient client = web.client(time);

        private long taken;

        Fetching(long deadline) {
            this.deadline = deadline;
        }

        JsonNode index() throws NoStatistics, InterruptedException {
            HttpResponse<byte[]> answer = awaited(ask("", MAX_INDEX_BYTES));
            if (answer.statusCode() != 200) {
                throw new NoStatistics("the server answered " + answer.statusCode());
            }
            return json(answer);
        }

        Map<String, Distribution> metrics(List<String> names) throws NoStatistics, InterruptedException {
            Map<String, CompletableFuture<HttpResponse<byte[]>>> asked = new LinkedHashMap<>();
            names.forEach(name -> asked.put(name, ask("/" + name, MAX_METRIC_BYTES)));
            Map<String, Distribution> metrics = new LinkedHashMap<>();
            try {
                for (var one : asked.entrySet()) {
                    HttpResponse<byte[]> answer = awaited(one.getValue());
                    // A release may have taken the place of the one whose index this is, and have it no more.
                    if (answer.statusCode() == 200) {
                        metrics.put(one.getKey(), distribution(json(answer)));
                    }
                }
            } finally {
                asked.values().forEach(one -> one.cancel(true));
            }
            return metrics;
        }

        private CompletableFuture<HttpResponse<byte[]>> ask(String path, int most) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + STATISTICS + path))
                    // Instead of Java's own, which would tell the version of this node's Java.
                    .header("User-Agent", "vzstats")
                    .header("Accept", "application/json");
            web.proxyAuthorization().ifPresent(login -> request.header("Proxy-Authorization", login));
            return client.sendAsync(request.build(), header -> new BoundedBody(most));
        }

        private HttpResponse<byte[]> awaited(CompletableFuture<HttpResponse<byte[]>> exchange)
                throws NoStatistics, InterruptedException {
            try {
                HttpResponse<byte[]> answer = exchange.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                taken += answer.body().length;
                if (taken > MAX_BYTES) {
                    throw new NoStatistics("more than " + (MAX_BYTES >> 20) + " MiB");
                }
                return answer;
            } catch (TimeoutException e) {
                throw new NoStatistics("not within the configured time");
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new NoStatistics(cause.getClass().getSimpleName());
            } finally {
                exchange.cancel(true);
            }
        }

        private static JsonNode json(HttpResponse<byte[]> answer) throws NoStatistics {
            try {
                JsonNode json = JSON.readTree(answer.body());
                if (json != null && json.isObject()) {
                    return json;
                }
            } catch (IOException e) {
                // Said below: the parser's own words may repeat what came.
            }
            throw new NoStatistics(NoStatistics.STRANGE);
        }
    }
}
