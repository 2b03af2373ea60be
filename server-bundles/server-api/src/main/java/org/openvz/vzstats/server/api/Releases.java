package org.openvz.vzstats.server.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The published statistics. A release never changes once it is published. */
@ProviderType
public interface Releases {

    /**
     * Publishes a release, whole or not at all.
     *
     * @return whether it was; not if another process has published one of this number
     * @throws StoreUnavailableException if nothing could be done
     */
    boolean publish(Release release);

    /** {@return the last release} */
    Optional<Info> latest();

    /** {@return a document of a release, as JSON} */
    Optional<String> document(long release, String metric, String platform);

    /** {@return a document of the last release of each of these days, oldest first, as JSON} */
    List<String> history(String metric, String platform, LocalDate from, LocalDate to);

    /** Removes all releases but the newest ones and the last one of each day. */
    void prune(int newest);

    /**
     * What is known of a release.
     *
     * @param number counts up from 1
     * @param generated when it was made
     * @param fingerprint of the counters it was made of
     */
    record Info(long number, Instant generated, String fingerprint) {}

    /**
     * A release.
     *
     * @param documents all its documents
     */
    record Release(Info info, List<Document> documents) {

        /** Keeps a copy. */
        public Release {
            documents = List.copyOf(documents);
        }
    }

    /**
     * One document.
     *
     * @param metric what it is about; {@link #INDEX} for the overview
     * @param platform of which platform; {@link #ALL} for all together
     * @param json the document
     */
    record Document(String metric, String platform, String json) {}

    /** Stands for the overview of a release. */
    String INDEX = "";

    /** Stands for all platforms together. */
    String ALL = "";
}
