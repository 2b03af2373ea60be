package org.openvz.vzstats.optout.environment.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.PolicyName;
import org.openvz.vzstats.api.Question;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Nothing is collected or sent while the environment of the node's process has {@code DO_NOT_TRACK} or {@code VZSTATS_DISABLE} with
 * any value but 0. What was set when the process started counts.
 */
@Component
@PolicyName("environment")
public final class EnvironmentPolicy implements OptOutPolicy {

    private static final List<String> VARIABLES = List.of("DO_NOT_TRACK", "VZSTATS_DISABLE");

    private final Decision decision;

    /** Looks into the environment of the process. */
    @Activate
    public EnvironmentPolicy() {
        this(System.getenv());
    }

    EnvironmentPolicy(Map<String, String> environment) {
        Optional<String> off = VARIABLES.stream()
                .filter(variable -> isOn(environment.getOrDefault(variable, "")))
                .findFirst();
        decision = off.map(variable -> Decision.deny(
                        "switched off by the environment of the node", "environment variable " + variable))
                .orElse(Decision.allow());
    }

    @Override
    public Decision decide(Question question) {
        boolean leavesOrCollects = question instanceof Question.Run || question instanceof Question.Send;
        return leavesOrCollects ? decision : Decision.allow();
    }

    private static boolean isOn(String value) {
        return !value.isBlank() && !value.strip().equals("0");
    }
}
