package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.dictionary.Topic;

class RevisionsTest {

    private static final Decision ASK = Decision.deny("the owner is asked", "here");
    private static final Duration GRACE = Duration.ofDays(1);

    @TempDir
    Path directory = Path.of("set by JUnit");

    private final SettableClock clock = new SettableClock();
    private final List<OptOutPolicy> policies = new ArrayList<>();

    @BeforeEach
    void ask() {
        policies.add(question -> question instanceof Question.Accept ? ASK : Decision.allow());
    }

    @Test
    void whatIsThereUntilTheGraceEndsIsAccepted() {
        Revisions revisions = revisions(GRACE);
        assertEquals(Map.of("cpu", 1), settle(revisions, Topics.simple("cpu")));
        clock.advance(GRACE.minusSeconds(1));
        assertEquals(Map.of("disk", 3), settle(revisions, Topics.disk()));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(
                Map.of("cpu", 1, "disk", 3, "late", 0),
                settle(revisions, Topics.simple("late"), Topics.grown("cpu"), Topics.disk()));
    }

    @Test
    void whatIsNoPartOfTheCensusIsAcceptedByItsOwnerOnly() throws Exception {
        policies.clear();
        Revisions revisions = revisions(GRACE);
        assertEquals(Map.of("cpu", 1, "crashes", 0), settle(revisions, Topics.simple("cpu"), Topics.apart("crashes")));
        clock.advance(GRACE);
        assertEquals(Map.of("crashes", 0), settle(revisions, Topics.apart("crashes")), "whatever policies say");
        revisions.accept(Map.of("crashes", 1));
        assertEquals(Map.of("crashes", 1), settle(revisions(GRACE), Topics.apart("crashes")));
    }

    @Test
    void withoutGraceTheFirstRunAccepts() {
        Revisions revisions = revisions(Duration.ZERO);
        assertEquals(Map.of(), settle(revisions), "no collector is there yet");
        assertEquals(Map.of("cpu", 1), settle(revisions, Topics.simple("cpu")));
        assertEquals(Map.of("cpu", 1, "late", 0), settle(revisions, Topics.grown("cpu"), Topics.simple("late")));
    }

    @Test
    void lookingKeepsNothing() {
        Revisions revisions = revisions(Duration.ZERO);
        assertEquals(
                new Revisions.Standing(2, Decision.allow()),
                revisions.standing(List.of(Topics.grown("cpu"))).get("cpu"));
        assertEquals(Map.of("cpu", 1), settle(revisions, Topics.simple("cpu")));
        assertEquals(
                new Revisions.Standing(1, ASK),
                revisions.standing(List.of(Topics.grown("cpu"))).get("cpu"));
    }

    @Test
    void whatEveryPolicyLetsBeAcceptedIsAcceptedAndStaysSo() {
        Revisions revisions = revisions(Duration.ZERO);
        settle(revisions, Topics.simple("cpu"));
        policies.clear();
        assertEquals(Map.of("cpu", 2), settle(revisions, Topics.grown("cpu")));
        ask();
        assertEquals(Map.of("cpu", 2), settle(revisions, Topics.grown("cpu")));
        assertEquals(Map.of("cpu", 1), settle(revisions, Topics.simple("cpu")), "an older one has nothing new");
        assertEquals(Map.of("cpu", 2), settle(revisions(Duration.ZERO), Topics.grown("cpu")), "after a restart");
    }

    @Test
    void theOwnerAccepts() throws IOException {
        Revisions revisions = revisions(Duration.ZERO);
        settle(revisions, Topics.simple("cpu"));
        revisions.accept(Map.of("cpu", 2, "late", 1));
        for (Revisions one : List.of(revisions, revisions(Duration.ZERO))) {
            assertEquals(Map.of("cpu", 2, "late", 1), settle(one, Topics.grown("cpu"), Topics.simple("late")));
        }
    }

    @Test
    void aDamagedFileIsNoFreshNode() throws IOException {
        settle(revisions(Duration.ZERO), Topics.simple("cpu"), Topics.disk());
        Files.writeString(directory.resolve("accepted"), "cpu 1\ndisk three\n\377 1\n");
        assertEquals(
                Map.of("cpu", 1, "disk", 0), settle(revisions(Duration.ZERO), Topics.simple("cpu"), Topics.disk()));
        Files.writeString(directory.resolve("accepted"), "");
        assertEquals(Map.of("cpu", 0), settle(revisions(Duration.ZERO), Topics.simple("cpu")));
    }

    @Test
    void whatCannotBeKeptIsNotAccepted() throws IOException {
        Revisions revisions = revisions(Duration.ZERO);
        settle(revisions, Topics.simple("cpu"));
        Files.delete(directory.resolve("accepted"));
        Files.createDirectories(directory.resolve("accepted/in the way"));
        assertThrows(IOException.class, () -> revisions.accept(Map.of("cpu", 2)));
        assertEquals(Map.of("cpu", 1), settle(revisions, Topics.grown("cpu")));
    }

    private Revisions revisions(Duration grace) {
        return new Revisions(directory, Unnamed.policies(() -> policies), new Grace(directory, grace, clock), clock);
    }

    private static Map<String, Integer> settle(Revisions revisions, Topic... topics) {
        Map<String, Integer> accepted = new TreeMap<>();
        revisions.settle(List.of(topics)).forEach((collector, one) -> accepted.put(collector, one.accepted()));
        return accepted;
    }
}
