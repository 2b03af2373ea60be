package org.openvz.vzstats.api;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node for the tests of those who ask one: it notes what it is asked for, and answers what it is told to. What a test does not expect
 * to be asked fails.
 */
public class NodeDouble implements Node {

    private final List<Trigger> asked = Collections.synchronizedList(new ArrayList<>());

    private Decision decision = Decision.allow();
    private Optional<String> problem = Optional.empty();
    private List<String> collectors = List.of();
    private Map<String, Instant> benched = Map.of();

    /** From now on the owner has decided so. */
    public final void decide(Decision now) {
        decision = now;
    }

    /** From now on no report comes of a run, for this reason. */
    public final void fail(String why) {
        problem = Optional.of(why);
    }

    /** From now on reports come of runs again. */
    public final void recover() {
        problem = Optional.empty();
    }

    /** These collectors are present. */
    public final void collectors(List<String> present) {
        collectors = List.copyOf(present);
    }

    /** These collectors sit out. */
    public final void benched(Map<String, Instant> until) {
        benched = Map.copyOf(until);
    }

    /** {@return all that was asked for, in order} */
    public final List<Trigger> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Run run(Trigger trigger) throws InterruptedException {
        asked.add(trigger);
        boolean report = decision instanceof Decision.Allow && problem.isEmpty();
        return new Run(
                Instant.EPOCH,
                decision,
                List.of(),
                Map.of(),
                report ? Optional.of("report") : Optional.empty(),
                decision instanceof Decision.Allow ? problem : Optional.empty());
    }

    @Override
    public Status status() {
        return new Status(
                "0.1.0",
                decision,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                collectors,
                benched,
                0,
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    @Override
    public Run view() throws InterruptedException {
        throw unexpected();
    }

    @Override
    public Run preview() throws InterruptedException {
        throw unexpected();
    }

    @Override
    public Run export(Path file, boolean replace) throws InterruptedException {
        throw unexpected();
    }

    @Override
    public History history() {
        throw unexpected();
    }

    @Override
    public Optional<SentReport> sent(int number) {
        throw unexpected();
    }

    @Override
    public Attached attach(String receipt) {
        throw unexpected();
    }

    private static UnsupportedOperationException unexpected() {
        return new UnsupportedOperationException("no test asks for this");
    }
}
