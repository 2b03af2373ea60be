package org.openvz.vzstats.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Manifest;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;

/** The data dictionary of the collectors on the class path. */
public final class Topics {

    private Topics() {}

    /** {@return every metric of every collector there is} */
    public static Dictionary dictionary() throws IOException {
        List<Topic> topics = new ArrayList<>();
        for (URL manifest : Collections.list(Topics.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            String announced;
            try (InputStream in = manifest.openStream()) {
                announced = new Manifest(in).getMainAttributes().getValue("Vzstats-Metrics");
            }
            if (announced != null) {
                try (InputStream in =
                        new URL(manifest.toString().replace("META-INF/MANIFEST.MF", announced)).openStream()) {
                    topics.add(MetricsFile.read(in));
                }
            }
        }
        if (topics.isEmpty()) {
            throw new IOException("no collector on the class path: it has their jars from the package phase on");
        }
        return Dictionary.of(topics);
    }
}
