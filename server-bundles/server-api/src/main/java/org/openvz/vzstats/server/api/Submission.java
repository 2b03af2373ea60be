package org.openvz.vzstats.server.api;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A report as the server received it. Nothing tells where it came from but the node's random id, and the country.
 */
public final class Submission {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private final UUID node;
    private final UUID report;
    private final byte[] packed;
    private final Optional<String> country;

    /** A report from nobody knows where. */
    public Submission(UUID node, UUID report, byte[] packed) {
        this(node, report, packed, Optional.empty());
    }

    /**
     * Keeps a copy of the bytes.
     *
     * @param node who sent it
     * @param report the report's own id, as the node made it
     * @param packed the gzip tar, checked to be a whole container
     * @param country where it came from, as two letters of ISO 3166; empty if that is not known
     */
    public Submission(UUID node, UUID report, byte[] packed, Optional<String> country) {
        if (country.isPresent() && !isCountry(country.get())) {
            throw new IllegalArgumentException("a country is two capital letters");
        }
        this.node = node;
        this.report = report;
        this.packed = packed.clone();
        this.country = country;
    }

    /** {@return whether this is written as a country is} */
    public static boolean isCountry(String text) {
        return COUNTRY.matcher(text).matches();
    }

    /** {@return who sent it} */
    public UUID node() {
        return node;
    }

    /** {@return the report's own id} */
    public UUID report() {
        return report;
    }

    /** {@return a copy of the gzip tar} */
    public byte[] packed() {
        return packed.clone();
    }

    /** {@return where it came from, as two letters of ISO 3166; empty if that is not known} */
    public Optional<String> country() {
        return country;
    }
}
