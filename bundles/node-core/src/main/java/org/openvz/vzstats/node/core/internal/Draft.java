package org.openvz.vzstats.node.core.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Run;

/**
 * What a run came to before anything is kept of it.
 *
 * @param beside what the owner of a preview is shown beside it, by name; never in what is packed
 */
record Draft(
        Instant started,
        Decision decision,
        List<CollectorResult> results,
        Packed packed,
        SortedMap<String, String> beside) {

    boolean isEmpty() {
        return packed.files().byName().size() == 1; // The manifest.
    }

    Run shown() {
        Map<String, String> files = new LinkedHashMap<>(packed.files().byName());
        files.putAll(beside);
        return new Run(started, decision, results, files, Optional.empty(), Optional.empty());
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
