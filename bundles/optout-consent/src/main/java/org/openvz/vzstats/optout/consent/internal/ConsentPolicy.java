package org.openvz.vzstats.optout.consent.internal;

import java.util.List;
import java.util.Map;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.PolicyName;
import org.openvz.vzstats.api.Question;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The consent as a policy. Its keys are in {@code etc/org.openvz.vzstats.consent.cfg}, where each is commented. */
@Component(configurationPid = ConsentPolicy.PID)
@PolicyName("consent")
@Designate(ocd = ConsentPolicy.Config.class)
public final class ConsentPolicy implements OptOutPolicy {

    static final String PID = "org.openvz.vzstats.consent";

    /** The keys of {@code etc/org.openvz.vzstats.consent.cfg}. */
    @ObjectClassDefinition(name = "vzstats consent")
    public @interface Config {

        /** {@return what the distribution has chosen} */
        @AttributeDefinition(description = "opt-out: takes part unless told not to; opt-in: only after consent = yes.")
        String default$() default "opt-out";

        /** {@return what the owner has answered} */
        @AttributeDefinition(description = "The owner's answer: unset, yes or no.")
        String consent() default "unset";

        /** {@return what is accepted without asking} */
        @AttributeDefinition(description = "What may leave without vzstats:accept: all, new (topics) or none.")
        String accept() default "new";

        /** {@return the collectors that do not run} */
        @AttributeDefinition(description = "Collectors that do not run, separated by commas; * at the end: all so.")
        String[] collectors_deny() default {};

        /** {@return the metrics that do not leave} */
        @AttributeDefinition(description = "Metrics that do not leave, separated by commas; * at the end: all so.")
        String[] metrics_deny() default {};
    }

    private final Consent consent;

    /** Answers as configured. */
    @Activate
    public ConsentPolicy(Config config, Map<String, Object> properties) {
        consent = new Consent(
                new Consent.Answers(
                        config.default$(),
                        config.consent(),
                        config.accept(),
                        List.of(config.collectors_deny()),
                        List.of(config.metrics_deny())),
                Keys.of(properties, PID + ".cfg")::where);
    }

    @Override
    public Decision decide(Question question) {
        return consent.decide(question);
    }
}
