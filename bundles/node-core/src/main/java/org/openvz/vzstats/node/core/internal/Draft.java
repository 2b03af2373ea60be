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
import org.openvz.vzstats.report.Manifest;

/**
 * What a run came to before anything is kept of it.
 *
 * @param apart a report of its own, of what is no part of the census
 * @param beside what the owner of a preview is shown beside it, by name; never in what is packed
 * @param whenQueued what is to be done once all of it waits to be sent
 */
record Draft(
        Instant started,
        Decision decision,
        List<CollectorResult> results,
        Packed packed,
        Optional<Packed> apart,
        SortedMap<String, String> beside,
        List<Runnable> whenQueued) {

    boolean isEmpty() {
        return isEmpty(packed);
    }

    static boolean isEmpty(Packed packed) {
        return packed.files().byName().size() == 1; // The manifest.
    }

    /** {@return the files of both reports; of the second the manifest has another name, that of the first being taken} */
    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>(packed.files().byName());
        apart.ifPresent(other -> other.files()
                .byName()
                .forEach((name, text) -> files.put(name.equals(Manifest.FILE) ? "apart/" + name : name, text)));
        return files;
    }

    Run shown() {
        Map<String, String> files = files();
        files.putAll(beside);
        return new Run(started, decision, results, files, Optional.empty(), Optional.empty());
    }

    Run queued() {
        // Of what is sent apart the history speaks.
        Packed main = isEmpty() ? apart.orElse(packed) : packed;
        return run(Optional.of(main.report().id().toString()), Optional.empty());
    }

    Run notQueued(String problem) {
        return run(Optional.empty(), Optional.of(problem));
    }

    private Run run(Optional<String> report, Optional<String> problem) {
        return new Run(started, decision, results, files(), report, problem);
    }
}
