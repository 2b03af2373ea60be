package org.openvz.vzstats.geoip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.server.api.Observations;

/** The definition of what the server says itself. */
class MetricsTest {

    @Test
    void theCountryIsDefinedAsTheServerSaysIt() throws Exception {
        try (InputStream yaml =
                Objects.requireNonNull(GeoipCountries.class.getResourceAsStream("/metrics.yaml"), "metrics.yaml")) {
            Topic topic = MetricsFile.read(yaml);
            assertEquals(Observations.NODE, topic.collector());
            assertEquals(1, topic.revision());
            Metric country = topic.metric(Observations.COUNTRY).orElseThrow();
            for (String code : Locale.getISOCountries()) {
                assertTrue(country.admits(code), code);
            }
            assertFalse(country.admits("de") || country.admits("DEU") || country.admits("192.0.2.1"));
        }
    }
}
