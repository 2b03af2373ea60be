package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;

class PoliciesTest {

    private static final Question RUN = new Question.Run(Trigger.BOOT);
    private static final OptOutPolicy ALLOWS = question -> Decision.allow();
    private static final OptOutPolicy DENIES = question -> Decision.deny("no", "here");

    private final List<OptOutPolicy> present = new ArrayList<>();
    private final Policies policies = new Policies(() -> present);

    @Test
    void withoutPoliciesEverythingIsAllowed() {
        assertTrue(policies.allow(RUN));
    }

    @Test
    void anyThatDeniesDecidesWhereverItStands() {
        present.addAll(List.of(ALLOWS, DENIES, ALLOWS));
        assertEquals(Decision.deny("no", "here"), policies.decide(RUN));
    }

    @Test
    void ofTwoThatDenyTheFirstSaysWhy() {
        present.addAll(List.of(question -> Decision.deny("first", "there"), DENIES));
        assertEquals(Decision.deny("first", "there"), policies.decide(RUN));
    }

    @Test
    void onesThatThrowOrDoNotAnswerDeny() {
        refuses(question -> {
            throw new IllegalStateException("/home/ivan");
        });
        refuses(question -> {
            throw new NoClassDefFoundError("/home/ivan");
        });
        refuses(PoliciesTest::noAnswer);
    }

    @Test
    void itComesAndGoesAtAnyMoment() {
        present.add(DENIES);
        assertFalse(policies.allow(RUN));
        present.clear();
        assertTrue(policies.allow(RUN));
    }

    private void refuses(OptOutPolicy broken) {
        present.clear();
        present.addAll(List.of(ALLOWS, broken));
        assertTrue(policies.decide(RUN) instanceof Decision.Deny deny
                && deny.reason().startsWith("the policy failed with")
                && !deny.reason().contains("ivan"));
    }

    // What a policy compiled without null checks may do.
    @SuppressWarnings("NullAway")
    private static Decision noAnswer(Question question) {
        return null;
    }
}
