package org.openvz.vzstats.node.core.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Run;

/** What a run came to before anything is kept of it. */
record Draft(Instant started, Decision decision, List<CollectorResult> results, Packed packed) {

    boolean isEmpty() {
        return packed.files().byName().size() == 1; // The manifest.
    }

    Run shown() {
        return run(Optional.empty(), Optional.empty());
    }

    Run queued() {
        return run(Optional.of(packed.report().id().toString()), Optional.empty());
    }

    Run notQueued(String problem) {
        return run(Optional.empty(), Optional.of(problem));
    }

    private Run run(Optional<String> report, Optional<String> problem) {
        return new Run(started, decision, results, packed.files().byName(), report, problem);
    }
}
