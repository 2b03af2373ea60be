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
            Decision decision = policy.decide(question);
            return decision == null ? failed(policy, "without an answer") : decision;
        } catch (RuntimeException | Error e) {
            LOG.debug("Policy {} failed", policy.getClass().getName(), e);
            return failed(policy, "with " + e.getClass().getSimpleName());
        }
    }

    /** Whoever cannot read the owner's wish leaves the owner alone. */
    private static Decision failed(OptOutPolicy policy, String how) {
        return Decision.deny("the policy failed " + how, policy.getClass().getName());
    }
}
