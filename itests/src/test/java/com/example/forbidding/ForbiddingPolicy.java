package com.example.forbidding;

import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.PolicyName;
import org.openvz.vzstats.api.Question;
import org.osgi.service.component.annotations.Component;

/** Forbids runs as long as it is there. */
@Component
@PolicyName("forbidding")
public final class ForbiddingPolicy implements OptOutPolicy {

    @Override
    public Decision decide(Question question) {
        return question instanceof Question.Run
                ? Decision.deny("the strangers said so", "com.example.forbidding")
                : Decision.allow();
    }
}
