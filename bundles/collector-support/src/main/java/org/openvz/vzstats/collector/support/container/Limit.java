package org.openvz.vzstats.collector.support.container;

import java.util.OptionalLong;

/**
 * A limit that is known.
 *
 * @param amount in the unit of what it limits; empty if there is no limit
 */
public record Limit(OptionalLong amount) {

    static final Limit NONE = new Limit(OptionalLong.empty());

    static Limit of(long amount) {
        return new Limit(OptionalLong.of(amount));
    }
}
