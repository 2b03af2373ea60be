package org.openvz.vzstats.collector.scripts.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.collector.testkit.CollectorContract;
import org.openvz.vzstats.collector.testkit.RecordedHost;
import org.openvz.vzstats.dictionary.Topic;

class ScriptsContractTest extends CollectorContract {

    private final Topic bundled = OwnersTopic.bundled();
    private Topic defined = bundled;

    ScriptsContractTest() throws IOException {}

    @Override
    protected Collector collector() {
        return new ScriptsCollector("/usr/libexec/vzstats", bundled, topic -> defined = topic);
    }

    @Override
    protected Topic topic(Collector collector) {
        return defined;
    }

    /** Version control keeps no permissions but the execute bit: where the umask lets a group write, the trees' files are open to it. */
    @BeforeAll
    static void closeToOthers() throws IOException {
        for (String host : RecordedHost.shared()) {
            Path root = RecordedHost.named(host).root();
            for (String directory : List.of("", "usr", "usr/libexec")) {
                closeToOthers(root.resolve(directory));
            }
            try (Stream<Path> files = Files.walk(root.resolve("usr/libexec/vzstats"))) {
                for (Path file : files.toList()) {
                    closeToOthers(file);
                }
            }
        }
    }

    private static void closeToOthers(Path file) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        if (permissions.removeAll(Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE))) {
            Files.setPosixFilePermissions(file, permissions);
        }
    }
}
