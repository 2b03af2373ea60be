package org.openvz.vzstats.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * May forbid a run, a collector, a metric or a send, and says why. All policies are asked, and one that denies decides: whatever another
 * allows, the stricter wins. A policy that throws, or does not answer within seconds, has denied: whoever cannot read the owner's wish
 * leaves the owner alone. On the service: {@code @PolicyName("fleet")}.
 */
@ConsumerType
public interface OptOutPolicy {

    /** {@return whether this may be done, as far as this policy is concerned} */
    Decision decide(Question question);
}
