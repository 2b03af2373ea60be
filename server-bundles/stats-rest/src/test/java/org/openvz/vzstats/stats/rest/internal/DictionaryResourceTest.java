package org.openvz.vzstats.stats.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.rest.support.RestServer;

class DictionaryResourceTest {

    private static final LocalizedText TEXT = LocalizedText.english("a text");

    @Test
    void everyMetricIsSaid() throws Exception {
        LocalizedText title = LocalizedText.of(Map.of("ru", "Диски", "en", "Disks"));
        Metric size = new Metric(
                "disk.size",
                MetricType.QUANTITY,
                title,
                TEXT,
                TEXT,
                TEXT,
                2,
                "GiB",
                List.of(32L, 64L),
                false,
                null,
                null,
                null,
                null);
        Metric exact = new Metric(
                "disk.n", MetricType.QUANTITY, TEXT, null, TEXT, TEXT, 1, null, null, true, null, null, null, null);
        Metric count = new Metric(
                "disk.count",
                MetricType.COUNTS,
                TEXT,
                null,
                TEXT,
                TEXT,
                1,
                null,
                null,
                false,
                List.of("hdd", "ssd"),
                null,
                null,
                "table");
        Dictionary dictionary = Dictionary.of(List.of(new Topic("disk", title, 2, List.of(size, exact, count))));
        String text = "{\"en\":\"a text\"}";
        String titles = "{\"en\":\"Disks\",\"ru\":\"Диски\"}";
        String expected =
                """
                {"collectors":[{"collector":"disk","revision":2,"title":%2$s,"metrics":[
                {"name":"disk.size","type":"quantity","title":%2$s,"meaning":%1$s,"why":%1$s,"source":%1$s,"since":2,"unit":"GiB",
                 "buckets":[32,64],"values":["0-31","32-63","64+"],"chart":"bar"},
                {"name":"disk.n","type":"quantity","title":%1$s,"why":%1$s,"source":%1$s,"since":1,
                 "values":[],"chart":"bar","exact":true},
                {"name":"disk.count","type":"counts","title":%1$s,"why":%1$s,"source":%1$s,"since":1,
                 "values":["hdd","ssd"],"chart":"table"}]}]}
                """
                        .formatted(text, titles);
        try (RestServer server = new RestServer(DictionaryServlet.PATTERN, new DictionaryResource(() -> dictionary))) {
            HttpResponse<String> answer = server.get("/api/v2/dictionary");
            ObjectMapper json = new ObjectMapper();
            assertEquals(json.readTree(expected), json.readTree(answer.body()));
            assertEquals(Optional.of("application/json"), answer.headers().firstValue("Content-Type"));
            String etag = answer.headers().firstValue("ETag").orElseThrow();
            assertEquals(
                    304, server.get("/api/v2/dictionary", "If-None-Match", etag).statusCode());
            assertTrue(answer.headers().firstValue("Cache-Control").isPresent());
        }
    }

    @Test
    void withoutBundlesItIsEmpty() {
        assertEquals("{\"collectors\":[]}", DictionaryJson.of(Dictionary.of(List.of())));
    }
}
