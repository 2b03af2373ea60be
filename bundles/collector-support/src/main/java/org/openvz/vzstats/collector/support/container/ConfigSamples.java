package org.openvz.vzstats.collector.support.container;

import java.util.Optional;
import java.util.regex.Pattern;

/** The configuration samples that come with OpenVZ and Virtuozzo: {@code vswap-256m}. */
public final class ConfigSamples {

    /** As in the metrics files. */
    public static final Pattern PUBLIC =
            Pattern.compile("basic|light|unlimited|confixx|sample|vps[.](basic|light)|slm[.](plesk|\\d{2,5}M[Bb])"
                    + "|vswap[-.](solus|plesk|\\d{1,5}(m|g|MB|GB))");

    private ConfigSamples() {}

    /** {@return the sample's public name; {@code other} if its owner made it; empty if there is none} */
    public static Optional<String> word(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(PUBLIC.matcher(name).matches() ? name : "other");
    }
}
