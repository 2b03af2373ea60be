package org.openvz.vzstats.api;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What may leave this node, as its owner's commands see it: why something may or may not, and what waits to be accepted. */
@ProviderType
public interface Consent {

    /**
     * Asks all policies about a collector or a metric, and says which of them decides.
     *
     * @param subject a collector, such as {@code disk}, or a metric, such as {@code disk.model}
     * @throws IllegalArgumentException if no installed bundle defines it; the message says so
     */
    Explanation explain(String subject);

    /** {@return what can be explained: the collectors and metrics that installed bundles define} */
    List<String> subjects();

    /** {@return the collectors that are new here or have grown, of which nothing new leaves before it is accepted} */
    List<Pending> pending();

    /**
     * Accepts what is pending.
     *
     * @param collectors whose; empty: all
     * @return what was pending and is accepted now
     * @throws IllegalArgumentException if one of them is not pending; the message names it, and none is accepted
     * @throws IOException if it cannot be kept; nothing is accepted then
     */
    List<Pending> accept(Collection<String> collectors) throws IOException;

    /**
     * A collector of which something is not accepted yet.
     *
     * @param collector its name
     * @param title what a reader calls it
     * @param accepted the revision accepted before; 0 if it is new here
     * @param revision the one that is installed
     * @param added the metrics that would leave besides
     * @param reason why it was not accepted without asking
     * @param where where that is written
     */
    record Pending(
            String collector,
            String title,
            int accepted,
            int revision,
            List<Described> added,
            String reason,
            String where) {

        /** Keeps a copy. */
        public Pending {
            added = List.copyOf(added);
        }
    }

    /**
     * What the dictionary says of a metric.
     *
     * @param name its full name
     * @param title what a reader calls it
     * @param why what it is collected for
     * @param source where on a host it is read
     */
    record Described(String name, String title, String why, String source) {}

    /**
     * Whether a collector runs or a metric leaves, and who says so.
     *
     * @param subject what was asked about
     * @param title what a reader calls it
     * @param metric what the dictionary says of it, if it is a metric
     * @param decision what comes of all answers
     * @param decidedBy the policy that decided, or {@code node}; empty if nobody has anything against it
     * @param answers of each policy, in the order in which they are asked
     */
    record Explanation(
            String subject,
            String title,
            Optional<Described> metric,
            Decision decision,
            Optional<String> decidedBy,
            List<Answer> answers) {

        /** Keeps a copy. */
        public Explanation {
            answers = List.copyOf(answers);
        }
    }

    /**
     * What one policy answers.
     *
     * @param policy its name
     * @param question what it was asked
     */
    record Answer(String policy, Question question, Decision decision) {}
}
