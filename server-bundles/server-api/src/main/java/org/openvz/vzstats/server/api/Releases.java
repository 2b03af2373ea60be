package org.openvz.vzstats.server.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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

    /** {@return what the numbers of the last release were made of, as it was given with it; empty before the first} */
    Map<String, String> basis();

    /** {@return the manifest of a release, for the operator; empty if there is no such release, or it is from before there were any} */
    Optional<String> manifest(long release);

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
     * @param fingerprint of what is published: releases that say the same have the same
     */
    record Info(long number, Instant generated, String fingerprint) {}

    /**
     * A release.
     *
     * @param documents all its documents
     * @param manifest what it was made of, as JSON; for the operator, not for the public
     * @param basis what its numbers were made of, by metric: exact counters, which nobody but the next release reads
     */
    record Release(Info info, List<Document> documents, String manifest, Map<String, String> basis) {

        /** Keeps copies. */
        public Release {
            documents = List.copyOf(documents);
            basis = Map.copyOf(basis);
        }

        /** A release that says nothing of what it was made of. */
        public Release(Info info, List<Document> documents) {
            this(info, documents, "{}", Map.of());
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

    /** Stands for what has crashed: the document of this name is about that. No metric is called so, since those have a dot. */
    String CRASHES = "crashes";

    /** Stands for what was downloaded. */
    String DOWNLOADS = "downloads";

    /** Stands for all platforms together. */
    String ALL = "";
}
