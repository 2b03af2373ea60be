package org.openvz.vzstats.browser;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.openvz.vzstats.fleet.FilledStore;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.store.jdbc.internal.DerbyStore;

/**
 * A collector that is not ours, as a server has it: a bundle with a metrics file, which is dropped into {@code deploy}. It speaks English
 * only, has no meaning for its metrics, and one of them has thousands of labels.
 */
final class Stranger {

    static final int LABELS = 3_000;

    private static final String METRICS =
            """
            collector: weather
            title: {en: Weather}
            revision: 1
            metrics:
              - name: weather.sky
                type: category
                values: [clear, cloudy]
                title: {en: "Sky <b>above</b> & beyond"}
                why: To see whether a stranger's collector gets its block.
                source: out of the window
                since: 1
                chart: bar
              - name: weather.clouds
                type: counts
                pattern: "cloud-[0-9]{4}"
                length: 10
                title: {en: Clouds}
                why: To see a long list.
                source: out of the window
                since: 1
                chart: bar
            """;

    private Stranger() {}

    static void install(Path deploy) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "com.example.weather");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Vzstats-Metrics", "metrics.yaml");
        Files.createDirectories(deploy);
        try (OutputStream file = Files.newOutputStream(deploy.resolve("weather.jar"));
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            entries.putNextEntry(new ZipEntry("metrics.yaml"));
            entries.write(METRICS.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Lets some nodes that are in the store report its topic, too. */
    static void report(DerbyStore store, Instant now, int nodes) {
        SortedMap<String, Long> clouds = new TreeMap<>();
        for (long label = 1; label <= LABELS; label++) {
            clouds.put(String.format(Locale.ROOT, "cloud-%04d", label), 1 + label % 7);
        }
        Map<String, List<SectionResult.Accepted>> byNode = new TreeMap<>();
        for (long node = 0; node < nodes; node++) {
            SortedMap<String, SortedMap<String, Long>> values = new TreeMap<>();
            values.put("weather.sky", new TreeMap<>(Map.of(node % 3 == 0 ? "clear" : "cloudy", 1L)));
            values.put("weather.clouds", clouds);
            byNode.put(
                    FilledStore.id(node).toString(),
                    List.of(new SectionResult.Accepted(
                            new ReceivedSection("weather", 1, ""),
                            new Observations(values, new TreeSet<>(List.of("weather.clouds"))))));
        }
        store.count(now.getEpochSecond(), LocalDate.ofInstant(now, ZoneOffset.UTC), byNode);
    }
}
