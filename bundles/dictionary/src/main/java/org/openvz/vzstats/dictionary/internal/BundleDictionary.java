package org.openvz.vzstats.dictionary.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extends every active bundle that carries a metrics file: announced by the header {@value DataDictionary#HEADER}, or simply there
 * as {@code metrics.yaml} at the root of the jar. Follows the topics that are services.
 */
@Component(service = DataDictionary.class)
public final class BundleDictionary implements DataDictionary, BundleTrackerCustomizer<Topic> {

    private static final Logger LOG = LoggerFactory.getLogger(BundleDictionary.class);
    private static final String DEFAULT_FILE = "metrics.yaml";

    private final BundleTracker<Topic> tracker;
    private final Definitions definitions = new Definitions();

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
        return definitions.current();
    }

    @Reference(service = Topic.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTopic(ServiceReference<Topic> reference, Topic topic) {
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            // Gone already.
            return;
        }
        boolean counts = definitions.addService(id(reference), bundle.getBundleId(), topic);
        log(bundle, topic, counts);
    }

    void removeTopic(ServiceReference<Topic> reference) {
        definitions.removeService(id(reference));
    }

    @Override
    public @Nullable Topic addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        String announced = bundle.getHeaders().get(HEADER);
        Optional<Topic> topic = read(bundle, announced);
        topic.ifPresent(defined -> log(bundle, defined, definitions.addFile(bundle.getBundleId(), defined)));
        return topic.orElse(null);
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Topic topic) {
        // STARTING to ACTIVE: the same file.
    }

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Topic topic) {
        definitions.removeFile(bundle.getBundleId());
        LOG.info("Dictionary: without {}", topic.collector());
    }

    private static void log(Bundle bundle, Topic topic, boolean counts) {
        if (counts) {
            LOG.info("Dictionary: {} revision {}", topic.collector(), topic.revision());
        } else {
            LOG.warn(
                    "Bundle {} defines collector {}, which another bundle already defines: its definition is not used",
                    bundle.getSymbolicName(),
                    topic.collector());
        }
    }

    private static long id(ServiceReference<Topic> reference) {
        return reference.getProperty("service.id") instanceof Long id ? id : -1;
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
