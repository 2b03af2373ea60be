package org.openvz.vzstats.node.core.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.Question;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every opt-out policy that is there; one that denies decides, and one that fails has denied. So has one that does not answer in
 * time: it holds a thread of its own, and nobody asks it again before it has come back.
 */
final class Policies {

    /** How long a policy may take for its answers. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long one may take where somebody only looks. */
    private static final Duration GLANCE = Duration.ofMillis(400);

    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private final Supplier<List<Registered.Named<OptOutPolicy>>> present;
    private final Duration patience;
    private final ConcurrentMap<OptOutPolicy, Asking> hanging;
    private final ExecutorService threads;

    /** Asks those that are present at the time, each by its name. */
    Policies(Supplier<List<Registered.Named<OptOutPolicy>>> present, Duration patience) {
        this(present, patience, new ConcurrentHashMap<>(), threads());
    }

    private Policies(
            Supplier<List<Registered.Named<OptOutPolicy>>> present,
            Duration patience,
            ConcurrentMap<OptOutPolicy, Asking> hanging,
            ExecutorService threads) {
        this.present = present;
        this.patience = patience;
        this.hanging = hanging;
        this.threads = threads;
    }

    /** Not shut down: the threads end of themselves, and whoever asks while the node stops still gets the true answer. */
    private static ExecutorService threads() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "vzstats-policy");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** {@return the same policies, for who only looks: one that takes its time is taken for a no, until it has answered} */
    Policies atAGlance() {
        Duration shorter = patience.compareTo(GLANCE) < 0 ? patience : GLANCE;
        return new Policies(present, shorter, hanging, threads);
    }

    /**
     * What one policy says.
     *
     * @param policy its name
     */
    record Opinion(String policy, Decision decision) {}

    Decision decide(Question question) {
        return decided(decide(List.of(question)), question);
    }

    boolean allow(Question question) {
        return decide(question) instanceof Decision.Allow;
    }

    /** {@return the decision on each of these questions, which are asked at once} */
    Map<Question, Decision> decide(Collection<? extends Question> questions) {
        Map<Question, Decision> decisions = new LinkedHashMap<>();
        questions.forEach(question -> decisions.put(question, Decision.allow()));
        for (Registered.Named<OptOutPolicy> policy : present.get()) {
            List<Question> open = decisions.entrySet().stream()
                    .filter(one -> one.getValue() instanceof Decision.Allow)
                    .map(Map.Entry::getKey)
                    .toList();
            if (!open.isEmpty()) {
                decisions.putAll(ask(policy, open));
            }
        }
        return decisions;
    }

    /** {@return what each policy says to these questions, also behind one that denies; in the order in which they are asked} */
    Map<Question, List<Opinion>> opinions(List<Question> questions) {
        Map<Question, List<Opinion>> opinions = new LinkedHashMap<>();
        for (Registered.Named<OptOutPolicy> policy : present.get()) {
            ask(policy, questions)
                    .forEach((question, decision) -> opinions.computeIfAbsent(question, unasked -> new ArrayList<>())
                            .add(new Opinion(policy.name(), decision)));
        }
        return opinions;
    }

    /** {@return who was asked about what is allowed, for the owner's records} */
    String allowedBy(Question question) {
        String names = opinions(List.of(question)).getOrDefault(question, List.of()).stream()
                .map(Opinion::policy)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "allowed, there is no policy" : "allowed by " + names;
    }

    private Map<Question, Decision> ask(Registered.Named<OptOutPolicy> policy, List<Question> questions) {
        Asking asking = new Asking(policy, questions);
        Asking unanswered = hanging.get(policy.service());
        // Whoever asked before may have been less patient.
        if (unanswered != null && !unanswered.ends(patience)) {
            return asking.deniedAll("has not answered since it was asked earlier");
        }
        hanging.remove(policy.service());
        asking.begins();
        threads.execute(asking);
        if (asking.ends(patience)) {
            return asking.answers;
        }
        hanging.put(policy.service(), asking);
        LOG.info("Policy {} does not answer: that is a no", policy.name());
        return asking.deniedAll("has not answered within " + Durations.format(patience));
    }

    private static Decision decided(Map<Question, Decision> decisions, Question question) {
        Decision decision = decisions.get(question);
        return decision == null ? Decision.allow() : decision;
    }

    /** One policy being asked. */
    private static final class Asking implements Runnable {

        private final Registered.Named<OptOutPolicy> policy;
        private final List<Question> questions;
        private final Map<Question, Decision> answers = new LinkedHashMap<>();
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile long begun;

        Asking(Registered.Named<OptOutPolicy> policy, List<Question> questions) {
            this.policy = policy;
            this.questions = questions;
        }

        @Override
        public void run() {
            try {
                questions.forEach(question -> answers.put(question, answer(question)));
            } finally {
                end.countDown();
            }
        }

        void begins() {
            begun = System.nanoTime();
        }

        /** {@return whether it ends within this time since it began} Waits also where the thread is interrupted: a node that stops must not take that for a no. */
        boolean ends(Duration within) {
            boolean interrupted = false;
            long deadline = begun + within.toNanos();
            try {
                while (true) {
                    try {
                        return end.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private Decision answer(Question question) {
            try {
                Decision decision = policy.service().decide(question);
                return decision == null ? failed("failed without an answer") : decision;
            } catch (RuntimeException | Error e) {
                LOG.debug("Policy {} failed", policy.name(), e);
                return failed("failed with " + e.getClass().getSimpleName());
            }
        }

        Map<Question, Decision> deniedAll(String how) {
            Map<Question, Decision> denied = new LinkedHashMap<>();
            questions.forEach(question -> denied.put(question, failed(how)));
            return denied;
        }

        /** Whoever cannot read the owner's wish leaves the owner alone. */
        private Decision failed(String how) {
            return Decision.deny("the policy " + how, "policy " + policy.name());
        }
    }
}
