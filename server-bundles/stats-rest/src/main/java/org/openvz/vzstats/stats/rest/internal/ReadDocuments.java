package org.openvz.vzstats.stats.rest.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.server.api.Releases;

/** The documents of the last release, read once each: a release never changes. The ones asked for last are kept, up to a bound. */
final class ReadDocuments {

    private final Releases releases;
    private final long most;

    private final Map<Name, String> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long release;
    private long characters;

    /**
     * Reads these.
     *
     * @param most how many characters are kept
     */
    ReadDocuments(Releases releases, long most) {
        this.releases = releases;
        this.most = most;
    }

    private record Name(String metric, String platform) {}

    /** {@return a document of a release, as JSON} */
    Optional<String> document(long number, String metric, String platform) {
        Name name = new Name(metric, platform);
        Optional<String> found = kept(number, metric, platform);
        if (found.isPresent()) {
            return found;
        }
        // Without the lock: who finds one need not wait for who reads one. What is not there is not kept, or anybody
        // could fill this.
        Optional<String> read = releases.document(number, metric, platform);
        read.ifPresent(json -> keep(number, name, json));
        return read;
    }

    /** {@return a document of a release, if it need not be read} */
    synchronized Optional<String> kept(long number, String metric, String platform) {
        return number == release ? Optional.ofNullable(kept.get(new Name(metric, platform))) : Optional.empty();
    }

    private synchronized void keep(long number, Name name, String json) {
        if (number < release) {
            return;
        }
        if (number > release) {
            kept.clear();
            characters = 0;
            release = number;
        }
        if (kept.putIfAbsent(name, json) == null) {
            characters += json.length();
        }
        while (characters > most) {
            String oldest = kept.remove(kept.keySet().iterator().next());
            characters -= oldest == null ? 0 : oldest.length();
        }
    }
}
