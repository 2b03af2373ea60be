package org.openvz.vzstats.itests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;

/** The node as it is shipped, but in a hurry: without a grace, it tries again soon, and the marker file is one of the test's own. */
final class QuickNode {

    /** What a node says of a report that it has queued: from then on it must not be lost. */
    static final Pattern QUEUED = Pattern.compile("Report ([0-9a-f-]{36}) is on its way");

    private QuickNode() {}

    /** {@return one that is not started yet, and will report to this address} */
    static KarafProcess unpacked(Path work, String server) throws IOException {
        return KarafProcess.unpack(System.getProperty("vzstats.node"), work.resolve("node"))
                .configure("org.openvz.vzstats.transport.http", "url", server)
                .configure("org.openvz.vzstats.node", "grace", "0s")
                .configure("org.openvz.vzstats.node", "retry.first", "100ms")
                .configure("org.openvz.vzstats.node", "retry.most", "1s")
                .configure(
                        "org.openvz.vzstats.optout.marker",
                        "path",
                        work.resolve("vzstats-disable").toString());
    }

    /** Waits until a node answers and has its transport; one that is off answers, too. */
    static void awaitStart(KarafProcess node) throws InterruptedException {
        Await.until("the node answers", ServerClient.START, () -> node.vzstats("--status")
                .text()
                .contains("Transport:   http"));
    }
}
