package org.openvz.vzstats.trigger.support;

import java.time.Duration;
import java.util.Optional;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Trigger;

/** Asks for one report until there is an answer: at once, and while no report comes of it once more every hour. */
public final class Errand implements Timer.Step {

    private static final Duration AGAIN = Duration.ofHours(1);

    private final Node node;
    private final Trigger trigger;
    private final Answered answered;

    /** Takes the answer, which is not {@link Asking.Answer#FAILED}. */
    @FunctionalInterface
    public interface Answered {

        /** The errand is over. */
        void with(Asking.Answer answer);
    }

    /** Asks nobody yet. */
    public Errand(Node node, Trigger trigger, Answered answered) {
        this.node = node;
        this.trigger = trigger;
        this.answered = answered;
    }

    @Override
    public Optional<Duration> take() throws InterruptedException {
        Asking.Answer answer = Asking.ask(node, trigger);
        if (answer == Asking.Answer.FAILED) {
            return Optional.of(AGAIN);
        }
        answered.with(answer);
        return Optional.empty();
    }
}
