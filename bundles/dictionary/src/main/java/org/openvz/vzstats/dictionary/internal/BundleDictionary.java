package org.openvz.vzstats.dictionary.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extends every active bundle that carries a metrics file: announced by the header {@value DataDictionary#HEADER}, or simply there
 * as {@code metrics.yaml} at the root of the jar.
 */
@Component(service = DataDictionary.class)
public final class BundleDictionary implements DataDictionary, BundleTrackerCustomizer<Topic> {

    private static final Logger LOG = LoggerFactory.getLogger(BundleDictionary.class);
    private static final String DEFAULT_FILE = "metrics.yaml";

    private final BundleTracker<Topic> tracker;
    /** By bundle id: of two bundles that define one collector, the one that was installed first counts. */
    private final SortedMap<Long, Topic> topics = new TreeMap<>();

    private volatile Dictionary current = Dictionary.of(List.of());

    /** Begins to follow the bundles. */
    @Activate
    public BundleDictionary(BundleContext context) {
        tracker = new BundleTracker<>(context, Bundle.ACTIVE | Bundle.STARTING, this);
        tracker.open();
    }

    @Deactivate
    void close() {
        tracker.close();
    }

    @Override
    public Dictionary current() {
        return current;
    }

    @Override
    public @Nullable Topic addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        String announced = bundle.getHeaders().get(HEADER);
        Optional<Topic> topic = read(bundle, announced);
        topic.ifPresent(defined -> put(bundle, defined));
        return topic.orElse(null);
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Topic topic) {
        // STARTING to ACTIVE: the same file.
    }

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Topic topic) {
        synchronized (topics) {
            topics.remove(bundle.getBundleId());
            current = Dictionary.of(topics.values());
        }
        LOG.info("Dictionary: without {}", topic.collector());
    }

    private void put(Bundle bundle, Topic topic) {
        synchronized (topics) {
            topics.put(bundle.getBundleId(), topic);
            current = Dictionary.of(topics.values());
            if (!topic.equals(current.topics().get(topic.collector()))) {
                LOG.warn(
                        "Bundle {} defines collector {}, which another bundle already defines: its file is not used",
                        bundle.getSymbolicName(),
                        topic.collector());
                return;
            }
        }
        LOG.info("Dictionary: {} revision {}", topic.collector(), topic.revision());
    }

    private static Optional<Topic> read(Bundle bundle, @Nullable String announced) {
        URL file = bundle.getEntry(announced == null ? DEFAULT_FILE : announced);
        if (file == null) {
            if (announced != null) {
                LOG.warn("Bundle {} announces {}, but has no such file", bundle.getSymbolicName(), announced);
            }
            return Optional.empty();
        }
        try (InputStream yaml = file.openStream()) {
            return Optional.of(MetricsFile.read(yaml));
        } catch (IOException e) {
            if (announced == null) {
                // A file of that name need not be ours.
                LOG.debug("Bundle {} has a metrics.yaml that is none of ours", bundle.getSymbolicName(), e);
            } else {
                LOG.warn("Bundle {}: {} cannot be used: {}", bundle.getSymbolicName(), announced, e.getMessage());
            }
            return Optional.empty();
        }
    }
}
