package org.openvz.vzstats.collector.scripts.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;

/** The topic {@code scripts} as it is here: what the bundle defines, and after it what the owner's files define. */
final class OwnersTopic {

    private Topic topic;

    OwnersTopic(Topic bundled) {
        this.topic = bundled;
    }

    /** {@return what the bundle defines} */
    static Topic bundled() throws IOException {
        try (InputStream yaml = OwnersTopic.class.getResourceAsStream("/metrics.yaml")) {
            if (yaml == null) {
                throw new FileNotFoundException("metrics.yaml");
            }
            return MetricsFile.read(yaml);
        }
    }

    /**
     * Adds what a file defines.
     *
     * @throws IOException if a metric of it is defined already; nothing of the file is added then
     */
    void add(Topic file) throws IOException {
        Optional<Metric> known = file.metrics().stream()
                .filter(metric -> topic.metric(metric.name()).isPresent())
                .findFirst();
        if (known.isPresent()) {
            throw new IOException("metric " + known.get().name() + ": is defined already; take another name");
        }
        List<Metric> metrics = new ArrayList<>(topic.metrics());
        metrics.addAll(file.metrics());
        topic = new Topic(topic.collector(), topic.title(), Math.max(topic.revision(), file.revision()), metrics);
    }

    Topic topic() {
        return topic;
    }
}
