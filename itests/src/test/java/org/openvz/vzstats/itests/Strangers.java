package org.openvz.vzstats.itests;

import java.nio.file.Path;
import java.util.Map;

/** The bundles of other people that the tests bring. */
final class Strangers {

    private static final String WEATHER =
            """
            collector: weather
            title: {en: Weather, ru: Погода}
            revision: 1
            metrics:
              - name: weather.sky
                type: category
                values: [clear, cloudy]
                title: {en: Sky, ru: Небо}
                why: To see whether a stranger's collector is counted.
                source: out of the window
                since: 1
                chart: bar
              - name: weather.temperature
                type: quantity
                unit: °C
                buckets: [10, 20, 30]
                title: {en: Temperature, ru: Температура}
                why: To see a bucket.
                source: out of the window
                since: 1
                chart: bar
            """;

    private static final String CLOUDS =
            """
              - name: weather.clouds
                type: counts
                values: [cumulus, cirrus]
                title: {en: Clouds, ru: Облака}
                why: To see counts.
                source: out of the window
                since: 1
                chart: bar
            """;

    private static final String BAROMETER =
            """
            collector: barometer
            title: {en: Barometer, ru: Барометр}
            revision: 1
            metrics:
              - name: barometer.level
                type: category
                values: [low, high]
                title: {en: Pressure, ru: Давление}
                why: To see whether a stranger's processor is asked.
                source: on the wall
                since: 1
                chart: bar
            """;

    private Strangers() {}

    /** A collector whose every value is known but one, which is no metric and looks like an address. */
    static Path weather(Path directory) throws Exception {
        return collector(directory, "weather", WEATHER + CLOUDS);
    }

    /** The same collector as it was before its metrics file named the clouds. */
    static Path cloudlessWeather(Path directory) throws Exception {
        return collector(directory, "weather", WEATHER);
    }

    /** The same collector in a new release, whose metrics file names the clouds for the first time. */
    static Path newWeather(Path directory) throws Exception {
        String metrics = WEATHER.replace("revision: 1", "revision: 2") + CLOUDS.replace("since: 1", "since: 2");
        return collector(directory, "weather", metrics);
    }

    /** A collector that throws, hangs or floods. */
    static Path hostile(Path directory, String what) throws Exception {
        return collector(
                directory,
                what,
                """
                collector: %s
                title: {en: Hostile, ru: Враждебный}
                revision: 1
                metrics:
                  - name: %s.flag
                    type: flag
                    title: {en: Flag, ru: Флаг}
                    why: There has to be one.
                    source: nowhere
                    since: 1
                    chart: bar
                """
                        .formatted(what, what));
    }

    /** A processor, to which a pressure is high from so many hectopascals on. */
    static Path barometer(Path directory, int high) throws Exception {
        return StrangerBundle.make(
                directory.resolve("barometer.jar"),
                "com.example.barometer",
                Map.of("metrics.yaml", BAROMETER, "high", Integer.toString(high)));
    }

    /** A transport. */
    static Path carrier(Path directory) throws Exception {
        return StrangerBundle.make(directory.resolve("carrier.jar"), "com.example.carrier", Map.of());
    }

    /** An opt-out policy. */
    static Path forbidding(Path directory) throws Exception {
        return StrangerBundle.make(directory.resolve("forbidding.jar"), "com.example.forbidding", Map.of());
    }

    private static Path collector(Path directory, String name, String metrics) throws Exception {
        return StrangerBundle.make(
                directory.resolve(name + ".jar"), "com.example." + name, Map.of("metrics.yaml", metrics));
    }
}
