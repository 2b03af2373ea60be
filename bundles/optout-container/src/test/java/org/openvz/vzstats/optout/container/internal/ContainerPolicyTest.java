package org.openvz.vzstats.optout.container.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;

class ContainerPolicyTest {

    private static final Question RUN = new Question.Run(Trigger.SCHEDULE);
    private static final Question SEND = new Question.Send("http");

    private static final String HOST = "Version: 2.5\n       uid  resource     held\n        0:  kmemsize  2752512\n";
    private static final String GUEST = "Version: 2.5\n       uid  resource     held\n      101:  kmemsize  2752512\n";

    @TempDir
    Path root = Path.of("set by JUnit");

    @Test
    void aHostIsNoContainer() throws IOException {
        assertEquals("", refusedBy("all"));
        write("proc/user_beancounters", HOST);
        Files.createDirectories(root.resolve("proc/vz"));
        Files.createDirectories(root.resolve("proc/bc"));
        write("proc/1/environ", "HOME=/\0containers=3\0TERM=linux\0");
        assertEquals("", refusedBy("all"));
    }

    @ParameterizedTest
    @CsvSource({
        "run/systemd/container,lxc,true",
        "run/systemd/container,systemd-nspawn,true",
        "run/systemd/container,openvz,true",
        "run/systemd/container,zqunheard,true",
        "run/systemd/container,podman,false",
        "run/host/container-manager,systemd-nspawn,true",
        "proc/1/environ,HOME=/|container=lxc|,true",
        "proc/1/environ,container=oci|HOME=/|,false",
        "dev/.lxc-boot-id,1,true",
        ".dockerenv,'',false",
        "run/.containerenv,'',false",
    })
    void eachSignIsSeen(String file, String content, boolean guest) throws IOException {
        write(file, content.replace('|', '\0'));
        assertEquals(file, refusedBy("all"));
        assertEquals(guest ? file : "", refusedBy("guests"));
        assertEquals("", refusedBy("none"));
    }

    @Test
    void openVzIsSeenAsTheOriginalSawIt() throws IOException {
        write("proc/user_beancounters", GUEST);
        assertEquals("proc/user_beancounters", refusedBy("guests"));
    }

    @Test
    void openVzIsSeenWithoutRootToo() throws IOException {
        Files.createDirectories(root.resolve("proc/vz"));
        assertEquals("proc/vz", refusedBy("guests"));
    }

    @Test
    void aPreviewIsStillPossible() throws IOException {
        write("proc/user_beancounters", GUEST);
        ContainerPolicy policy = new ContainerPolicy(root, "guests");
        assertEquals(Decision.allow(), policy.decide(new Question.Collect("disk")));
        assertEquals(Decision.allow(), policy.decide(new Question.Include("disk.count")));
    }

    @Test
    void aTypingErrorRefuses() {
        ContainerPolicy policy = new ContainerPolicy(root, "guest");
        assertTrue(policy.decide(RUN) instanceof Decision.Deny deny
                && deny.reason().equals("refuse = guest is neither guests nor all nor none"));
        assertTrue(policy.decide(SEND) instanceof Decision.Deny);
    }

    private void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    /** {@return the file by which a container was seen, relative to the root; empty if it was allowed} */
    private String refusedBy(String refuse) {
        ContainerPolicy policy = new ContainerPolicy(root, refuse);
        Decision run = policy.decide(RUN);
        assertEquals(run, policy.decide(SEND));
        return run instanceof Decision.Deny deny
                ? deny.where().replaceFirst("seen by \\Q" + root + "\\E/([^;]+);.*", "$1")
                : "";
    }
}
