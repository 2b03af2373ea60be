package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which revision of each metrics file has been accepted: nothing that a later one added leaves. What is there at the first run and until the
 * grace ends counts as accepted, since the grace is its notice; so does what all policies let be accepted without asking. All else waits for
 * the owner. It survives a restart.
 */
final class Revisions {

    private static final Logger LOG = LoggerFactory.getLogger(Revisions.class);
    private static final Pattern LINE = Pattern.compile("([a-z][a-z0-9-]{0,39}) (\\d{1,9})");

    /** No policy and no grace can say yes for the owner to what is no part of the census. */
    private static final Decision UNASKED = Decision.deny(
            "it is no part of the census, and leaves only once you have accepted it", "the metrics file of its bundle");

    private final Path directory;
    private final Path file;
    private final Policies policies;
    private final Grace grace;
    private final Clock clock;
    private final SortedMap<String, Integer> accepted;
    private boolean begun;

    /** Reads what has been accepted; of a file that cannot be read nothing has. */
    Revisions(Path directory, Policies policies, Grace grace, Clock clock) {
        this.directory = directory;
        this.file = directory.resolve("accepted");
        this.policies = policies;
        this.grace = grace;
        this.clock = clock;
        // Not by what is in it: a damaged file is no fresh node.
        this.begun = !Files.notExists(file);
        this.accepted = read(file);
    }

    /**
     * A revision and what may leave of it.
     *
     * @param accepted the revision up to which metrics may leave; 0: nothing of the topic
     * @param decision that of the policies on the rest; nothing against it if there is none
     */
    record Standing(int accepted, Decision decision) {}

    /** {@return how each topic stands; nothing is kept} */
    Map<String, Standing> standing(Collection<Topic> topics) {
        return standing(topics, policies);
    }

    /** {@return how each topic stands for who only looks} */
    Map<String, Standing> standingAtAGlance(Collection<Topic> topics) {
        return standing(topics, policies.atAGlance());
    }

    private synchronized Map<String, Standing> standing(Collection<Topic> topics, Policies deciding) {
        boolean notice = isNotice();
        Map<String, Question> questions = new TreeMap<>();
        for (Topic topic : topics) {
            int before = accepted(topic.collector());
            if (before < topic.revision() && !notice && !topic.apart()) {
                questions.put(topic.collector(), new Question.Accept(topic.collector(), topic.revision(), before));
            }
        }
        Map<Question, Decision> decisions = deciding.decide(questions.values());
        Map<String, Standing> standing = new TreeMap<>();
        for (Topic topic : topics) {
            Question asked = questions.get(topic.collector());
            if (topic.apart() && accepted(topic.collector()) < topic.revision()) {
                standing.put(topic.collector(), new Standing(accepted(topic.collector()), UNASKED));
                continue;
            }
            Decision decision = asked == null ? null : decisions.get(asked);
            standing.put(
                    topic.collector(),
                    decision instanceof Decision.Deny
                            ? new Standing(accepted(topic.collector()), decision)
                            : new Standing(topic.revision(), Decision.allow()));
        }
        return standing;
    }

    /** {@return how each topic stands; what is accepted without asking is kept} */
    synchronized Map<String, Standing> settle(Collection<Topic> topics) {
        Map<String, Standing> standing = standing(topics);
        SortedMap<String, Integer> next = new TreeMap<>(accepted);
        standing.forEach((collector, now) -> next.merge(collector, now.accepted(), Math::max));
        next.values().removeIf(revision -> revision == 0);
        if (!next.equals(accepted)) {
            accepted.putAll(next);
            begun = true;
            try {
                write();
            } catch (IOException e) {
                LOG.info(
                        "What has been accepted cannot be written ({}): it holds until the node stops",
                        e.getClass().getSimpleName());
            }
        }
        return standing;
    }

    /**
     * Accepts revisions for the owner.
     *
     * @throws IOException if that cannot be kept; nothing is accepted then
     */
    synchronized void accept(Map<String, Integer> revisions) throws IOException {
        SortedMap<String, Integer> before = new TreeMap<>(accepted);
        revisions.forEach((collector, revision) -> accepted.merge(collector, revision, Math::max));
        try {
            write();
            begun = true;
        } catch (IOException e) {
            accepted.clear();
            accepted.putAll(before);
            throw e;
        }
    }

    private int accepted(String collector) {
        return accepted.getOrDefault(collector, 0);
    }

    private boolean isNotice() {
        try {
            // Asked in any case: that begins it.
            return grace.sendingFrom().isAfter(clock.instant()) || !begun;
        } catch (IOException e) {
            return !begun; // Whoever cannot tell asks the owner.
        }
    }

    private void write() throws IOException {
        String lines = accepted.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue() + "\n")
                .collect(Collectors.joining());
        DurableFiles.directory(directory);
        DurableFiles.write(file, lines.getBytes(StandardCharsets.US_ASCII));
    }

    private static SortedMap<String, Integer> read(Path file) {
        SortedMap<String, Integer> accepted = new TreeMap<>();
        try {
            String lines = Files.exists(file) ? DurableFiles.read(file) : "";
            lines.lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> accepted.put(line.group(1), Integer.parseInt(line.group(2))));
        } catch (IOException e) {
            LOG.info(
                    "What has been accepted cannot be read ({}): vzstats:accept does it again",
                    e.getClass().getSimpleName());
        }
        return accepted;
    }
}
