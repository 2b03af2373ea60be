package org.openvz.vzstats.trigger.support;

import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the node for a run, as all triggers do. */
public final class Asking {

    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

    private Asking() {}

    /** What became of it. */
    public enum Answer {
        /** A report was queued. */
        DONE,
        /** The owner does not allow it: nothing was collected. */
        DENIED,
        /** No report came of it; another time there may be one. */
        FAILED
    }

    /**
     * Asks; the answer comes when the run is over.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public static Answer ask(Node node, Trigger trigger) throws InterruptedException {
        try {
            Node.Run run = node.run(trigger);
            if (run.decision() instanceof Decision.Deny) {
                return Answer.DENIED;
            }
            return run.report().isPresent() ? Answer.DONE : Answer.FAILED;
        } catch (RuntimeException e) {
            // Whatever it is, the next time comes.
            LOG.warn("A run failed: {}", e.getClass().getName());
            return Answer.FAILED;
        }
    }
}
