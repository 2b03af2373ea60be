package org.openvz.vzstats.collector.scripts.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.dictionary.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the scripts of a directory, as the original client did, but that nothing of their output leaves unless a metrics file beside the
 * script, {@code raidcheck.yaml} of {@code raidcheck}, says what it is:
 *
 * <pre>{@code
 * {"scripts.count": 2, "scripts.raid_degraded": 1, "scripts.refused": 0, "scripts.unmapped": 1}
 * }</pre>
 *
 * A script without such a file is run for a preview only. Nobody but the owner of the host can have written what is run or read here.
 */
final class ScriptsCollector implements Collector {

    static final String TOPIC = "scripts";

    private static final Logger LOG = LoggerFactory.getLogger(ScriptsCollector.class);
    private static final String NO_OUTPUT = "it ended with an error, or wrote what is no text\n";

    private final String directory;
    private final Topic bundled;
    private final Consumer<Topic> dictionary;
    private int badBefore;

    /**
     * Reads nothing yet.
     *
     * @param directory where the scripts are, on the host
     * @param bundled what is defined besides their metrics
     * @param dictionary learns what is defined on this host, before the section is there
     */
    ScriptsCollector(String directory, Topic bundled, Consumer<Topic> dictionary) {
        this.directory = directory;
        this.bundled = bundled;
        this.dictionary = dictionary;
    }

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Inventory inventory = Inventory.of(host, directory, bundled);
        dictionary.accept(inventory.topic());
        log(inventory.bad().size());
        if (!host.exists(directory)) {
            return;
        }
        section.quantity("scripts.count", inventory.count())
                .quantity("scripts.refused", inventory.refused().size())
                .quantity("scripts.unmapped", inventory.unmapped().size());
        for (Inventory.Mapped mapped : inventory.mapped()) {
            measure(host, mapped, section);
        }
        show(host, inventory, section);
    }

    private static void measure(Host host, Inventory.Mapped mapped, Section.Builder section) throws IOException {
        Optional<String> output = host.runScript(mapped.path());
        if (output.isPresent()) {
            new Output(output.get()).measure(mapped.file(), section);
        } else {
            section.show(Inventory.name(mapped.path()), () -> NO_OUTPUT);
        }
    }

    /** At last: what is only looked at must not take the time of what counts. */
    private static void show(Host host, Inventory inventory, Section.Builder section) throws IOException {
        for (String path : inventory.refused()) {
            section.show(Inventory.name(path), () -> Inventory.NOT_OWNERS + "\n");
        }
        for (Inventory.Bad bad : inventory.bad()) {
            section.show(Inventory.name(bad.path()) + Inventory.METRICS_FILE, () -> bad.mend() + "\n");
        }
        Stream<String> unsent =
                Stream.concat(inventory.bad().stream().map(Inventory.Bad::path), inventory.unmapped().stream());
        for (String path : unsent.toList()) {
            section.show(Inventory.name(path), () -> host.runScript(path).orElse(NO_OUTPUT));
        }
    }

    /** Names of scripts are the owner's, and none of the log. */
    private void log(int bad) {
        if (bad > 0 && bad != badBefore) {
            LOG.info("{} metrics files of scripts cannot be used: vzstats:preview shows what to mend", bad);
        }
        badBefore = bad;
    }
}
