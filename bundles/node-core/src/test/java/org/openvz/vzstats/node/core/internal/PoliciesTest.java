package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;

class PoliciesTest {

    private static final Question RUN = new Question.Run(Trigger.BOOT);
    private static final OptOutPolicy ALLOWS = question -> Decision.allow();
    private static final OptOutPolicy DENIES = question -> Decision.deny("no", "here");

    private final List<OptOutPolicy> present = new ArrayList<>();
    private final Policies policies = Unnamed.policies(() -> present);

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

    @Test
    @Timeout(20)
    void oneThatHangsDeniesInTimeAndIsNamedAndHoldsOneThreadOnly() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Registered<OptOutPolicy> named = new Registered<>();
        named.add(1, "marker", "", ALLOWS);
        named.add(2, "ldap", "", question -> {
            asked.incrementAndGet();
            awaitStubbornly(released);
            return Decision.allow();
        });
        Policies bounded = new Policies(named::all, Duration.ofMillis(100));

        assertEquals(Decision.deny("the policy has not answered within 100ms", "policy ldap"), bounded.decide(RUN));
        for (int i = 0; i < 100; i++) {
            assertEquals(
                    Decision.deny("the policy has not answered since it was asked earlier", "policy ldap"),
                    bounded.decide(new Question.Include("disk.model")));
        }
        assertEquals(1, asked.get());

        released.countDown();
        Await.until("it is asked again once it has come back", () -> bounded.allow(RUN));
        assertTrue(asked.get() >= 2);
        named.remove(2);
        assertTrue(bounded.allow(RUN));
    }

    @Test
    @Timeout(20)
    void whoOnlyLooksWaitsForNobodyAndSpoilsNobodysAnswer() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Registered<OptOutPolicy> named = new Registered<>();
        named.add(1, "ldap", "", question -> {
            asked.incrementAndGet();
            awaitStubbornly(released);
            return Decision.allow();
        });
        Policies patient = new Policies(named::all, Duration.ofSeconds(15));
        long began = System.nanoTime();
        for (int look = 0; look < 5; look++) {
            assertFalse(patient.atAGlance().allow(RUN));
        }
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(2).toNanos());
        assertEquals(1, asked.get());

        FutureTask<Boolean> run = new FutureTask<>(() -> patient.allow(RUN));
        new Thread(run).start();
        released.countDown();
        assertTrue(run.get(), "it had its time, and used it");
    }

    @Test
    void aStopOfTheNodeIsNoAnswer() {
        present.add(ALLOWS);
        Thread.currentThread().interrupt();
        assertTrue(policies.allow(RUN));
        assertTrue(Thread.interrupted(), "the caller still learns that it is to stop");
    }

    @Test
    void severalQuestionsAreAskedAtOnce() {
        present.add(question ->
                question.equals(new Question.Include("disk.model")) ? Decision.deny("no", "here") : Decision.allow());
        present.add(
                question -> question instanceof Question.Collect ? Decision.deny("none", "there") : Decision.allow());
        assertEquals(
                Map.of(
                        RUN,
                        Decision.allow(),
                        new Question.Include("disk.model"),
                        Decision.deny("no", "here"),
                        new Question.Collect("disk"),
                        Decision.deny("none", "there")),
                policies.decide(List.of(RUN, new Question.Include("disk.model"), new Question.Collect("disk"))));
        assertEquals(Map.of(), policies.decide(List.of()));
    }

    @Test
    void twoPoliciesOfOneNameAreBothAsked() {
        Registered<OptOutPolicy> named = new Registered<>();
        named.add(1, "fleet", "", ALLOWS);
        named.add(2, "fleet", "", DENIES);
        assertFalse(new Policies(named::all, Policies.PATIENCE).allow(RUN));
    }

    @Test
    void eachIsHeardAlsoBehindOneThatDenies() {
        Registered<OptOutPolicy> named = new Registered<>();
        named.add(1, "marker", "", DENIES);
        named.add(2, "fleet", "", ALLOWS);
        assertEquals(
                Map.of(
                        RUN,
                        List.of(
                                new Policies.Opinion("marker", Decision.deny("no", "here")),
                                new Policies.Opinion("fleet", Decision.allow()))),
                new Policies(named::all, Policies.PATIENCE).opinions(List.of(RUN)));
    }

    /** As code does that knows no interruption. */
    private static void awaitStubbornly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
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
