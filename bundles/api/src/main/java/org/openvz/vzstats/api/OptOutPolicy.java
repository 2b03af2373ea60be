package org.openvz.vzstats.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * May forbid a run, a collector, a metric or a send, and says why. All policies are asked, and one that denies decides. A policy
 * that throws has denied: whoever cannot read the owner's wish leaves the owner alone.
 */
@ConsumerType
public interface OptOutPolicy {

    /** {@return whether this may be done, as far as this policy is concerned} */
    Decision decide(Question question);
}
