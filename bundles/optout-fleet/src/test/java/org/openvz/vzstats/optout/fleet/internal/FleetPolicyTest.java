package org.openvz.vzstats.optout.fleet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;

class FleetPolicyTest {

    private static final Question RUN = new Question.Run(Trigger.SCHEDULE);
    private static final Question SEND = new Question.Send("http");
    private static final Question DISK = new Question.Collect("disk");
    private static final Question MODEL = new Question.Include("disk.model");
    private static final Question ACCEPT = new Question.Accept("disk", 2, 1);
    private static final List<Question> ALL = List.of(RUN, SEND, DISK, MODEL, ACCEPT);

    @TempDir
    Path root = Path.of("set by JUnit");

    private Path file = Path.of("set before each test");
    private FleetPolicy policy = new FleetPolicy(root, "/etc/vz/vzstats-policy.conf");

    @BeforeEach
    void makeDirectory() throws IOException {
        file = Files.createDirectories(root.resolve("etc/vz")).resolve("vzstats-policy.conf");
        policy = new FleetPolicy(root, "/etc/vz/vzstats-policy.conf");
    }

    @Test
    void withoutAFileItHasNoOpinion() throws IOException {
        ALL.forEach(question -> assertEquals(Decision.allow(), policy.decide(question)));
        Files.writeString(file, "");
        ALL.forEach(question -> assertEquals(Decision.allow(), policy.decide(question)));
    }

    @Test
    void eachRuleSaysWhyAndWhere() throws IOException {
        Files.writeString(
                file,
                """
                # Agreed with the works council, 2026-10-01.

                deny metric disk.model : our suppliers are our business
                deny collector vm-*    : guests are our customers'
                deny send file
                deny accept            : the data protection officer decides
                """);
        assertEquals(Decision.allow(), policy.decide(RUN));
        assertEquals(Decision.allow(), policy.decide(SEND));
        assertEquals(Decision.allow(), policy.decide(DISK));
        assertEquals(Decision.deny("our suppliers are our business", file + ":3"), policy.decide(MODEL));
        assertEquals(
                Decision.deny("guests are our customers'", file + ":4"),
                policy.decide(new Question.Collect("vm-guests")));
        assertEquals(
                Decision.deny("forbidden by the fleet policy", file + ":5"), policy.decide(new Question.Send("file")));
        assertEquals(Decision.deny("the data protection officer decides", file + ":6"), policy.decide(ACCEPT));
    }

    @Test
    void theFirstLineAboutAQuestionDecides() throws IOException {
        Files.writeString(file, "allow collector disk\ndeny collector * : only disks\nallow metric *\ndeny metric *\n");
        assertEquals(Decision.allow(), policy.decide(DISK));
        assertEquals(Decision.deny("only disks", file + ":2"), policy.decide(new Question.Collect("cpu")));
        assertEquals(Decision.allow(), policy.decide(MODEL));
    }

    @Test
    void whereNoRunIsAllowedNothingThatWaitsLeavesEither() throws IOException {
        Files.writeString(file, "deny run : moratorium\r\n");
        assertEquals(Decision.deny("moratorium", file + ":1"), policy.decide(RUN));
        assertEquals(Decision.deny("moratorium", file + ":1"), policy.decide(SEND));
        assertEquals(Decision.allow(), policy.decide(DISK));

        Files.writeString(file, "deny run schedule : only people ask here\n");
        assertEquals(Decision.deny("only people ask here", file + ":1"), policy.decide(RUN));
        assertEquals(Decision.allow(), policy.decide(new Question.Run(Trigger.PERSON)));
        assertEquals(Decision.allow(), policy.decide(SEND));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deny everything",
                "forbid run",
                "deny metric disk : that is a collector",
                "deny collector Disk",
                "deny collector d*sk",
                "deny collector disk cpu",
                "deny",
                "deny: run",
                "- deny run",
                "deny run * because",
                "deny collector ../../etc",
            })
    void aLineThatCannotBeUnderstoodForbidsEverything(String line) throws IOException {
        Files.writeString(file, "allow collector *\n" + line + "\nallow metric *\n");
        for (Question question : ALL) {
            assertEquals(
                    Decision.deny("a line of the fleet policy cannot be understood", file + ":2"),
                    policy.decide(question));
        }
    }

    @Test
    void whatCannotBeReadForbidsEverything() throws IOException {
        Files.createDirectory(file);
        denied("the fleet policy is no file");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("nowhere"));
        denied("the fleet policy cannot be read (NoSuchFileException)");
        Files.delete(file);
        Files.write(file, new byte[] {'#', (byte) 0xff, '\n'});
        denied("the fleet policy is no UTF-8 text");
        Files.writeString(file, "#".repeat(PolicyFile.LARGEST + 1));
        denied("the fleet policy is larger than 64 KiB");
        Files.writeString(file, "#".repeat(PolicyFile.LARGEST));
        assertEquals(Decision.allow(), policy.decide(RUN));
    }

    @Test
    void withoutItsDirectoryItHasNoOpinionEither() throws IOException {
        Files.delete(root.resolve("etc/vz"));
        assertEquals(Decision.allow(), policy.decide(RUN));
    }

    @Test
    void aChangeCountsAtOnce() throws IOException {
        for (int i = 0; i < 20; i++) {
            Files.writeString(file, "deny run : a\n", StandardCharsets.US_ASCII);
            assertEquals(Decision.deny("a", file + ":1"), policy.decide(RUN));
            Files.writeString(file, "deny run : b\n", StandardCharsets.US_ASCII);
            assertEquals(Decision.deny("b", file + ":1"), policy.decide(RUN));
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        assertEquals(Decision.deny("b", file + ":1"), policy.decide(RUN));
        assertEquals(Decision.deny("b", file + ":1"), policy.decide(RUN));
        Files.delete(file);
        assertEquals(Decision.allow(), policy.decide(RUN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vzstats-policy.conf", "", "~/policy"})
    void aPathThatIsNotAbsoluteForbidsEverything(String path) {
        assertEquals(
                Decision.deny("path = " + path + ": write an absolute path", "org.openvz.vzstats.optout.fleet.cfg"),
                new FleetPolicy(root, path).decide(RUN));
    }

    private void denied(String reason) {
        for (Question question : ALL) {
            assertEquals(Decision.deny(reason, file.toString()), policy.decide(question));
        }
    }
}
