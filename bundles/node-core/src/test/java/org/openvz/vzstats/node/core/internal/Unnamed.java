package org.openvz.vzstats.node.core.internal;

import java.util.Collection;
import java.util.function.Supplier;
import org.openvz.vzstats.api.OptOutPolicy;

/** Policies of a test, which are known by their classes only. */
final class Unnamed {

    private Unnamed() {}

    static Policies policies(Supplier<? extends Collection<OptOutPolicy>> present) {
        return new Policies(
                () -> present.get().stream()
                        .map(policy -> new Registered.Named<>(policy.getClass().getName(), "", policy))
                        .toList(),
                Policies.PATIENCE);
    }
}
