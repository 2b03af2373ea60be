package org.openvz.vzstats.release.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeSet;
import org.openvz.vzstats.server.api.Census;

/** Tells whether two things are the same without keeping them: SHA-256, the order does not matter. */
final class Fingerprint {

    private Fingerprint() {}

    /** {@return of counters under rules} */
    static String of(Census.Snapshot snapshot, int k) {
        TreeSet<String> lines = new TreeSet<>();
        lines.add("k " + k);
        snapshot.liveNodes().forEach((platform, nodes) -> lines.add("live\t" + platform + "\t" + nodes));
        snapshot.counts().forEach(metric -> lines.add("counts\t" + metric));
        snapshot.counters()
                .forEach(counter -> lines.add(String.join(
                        "\t",
                        "counter",
                        counter.platform(),
                        counter.metric(),
                        counter.value(),
                        Long.toString(counter.nodes()),
                        Long.toString(counter.total()))));
        return of(lines);
    }

    /** {@return of lines} */
    static String of(Collection<String> lines) {
        try {
            byte[] text = String.join("\n", new TreeSet<>(lines)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
