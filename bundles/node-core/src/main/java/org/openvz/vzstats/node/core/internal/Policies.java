package org.openvz.vzstats.node.core.internal;

import java.util.Collection;
import java.util.function.Supplier;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.Question;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every opt-out policy that is there; one that denies decides, and one that fails has denied. */
final class Policies {

    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private final Supplier<Collection<OptOutPolicy>> present;

    Policies(Supplier<Collection<OptOutPolicy>> present) {
        this.present = present;
    }

    Decision decide(Question question) {
        for (OptOutPolicy policy : present.get()) {
            Decision decision = ask(policy, question);
            if (decision instanceof Decision.Deny) {
                return decision;
            }
        }
        return Decision.allow();
    }

    boolean allow(Question question) {
        return decide(question) instanceof Decision.Allow;
    }

    private static Decision ask(OptOutPolicy policy, Question question) {
        try {
            return policy.decide(question);
        } catch (RuntimeException e) {
            LOG.debug("Policy {} failed", policy.getClass().getName(), e);
            // Whoever cannot read the owner's wish leaves the owner alone.
            return Decision.deny(
                    "the policy failed with " + e.getClass().getSimpleName(),
                    policy.getClass().getName());
        }
    }
}
