package org.openvz.vzstats.node.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.node.shell.internal.TestDesk.NOW;
import static org.openvz.vzstats.node.shell.internal.TestDesk.OFF;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.karaf.shell.api.action.Command;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.Attached;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Drop;
import org.openvz.vzstats.api.Node.History;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Node.Run;
import org.openvz.vzstats.api.Node.Sent;
import org.openvz.vzstats.api.Node.SentReport;
import org.openvz.vzstats.api.Node.Status;
import org.openvz.vzstats.api.Node.TransportState;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.api.Upcoming;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.JsonText;
import org.openvz.vzstats.shell.control.NotDoneException;
import org.openvz.vzstats.shell.control.Plain;
import org.openvz.vzstats.shell.control.Wrapped;

/** What each command says, to a person and to a program, and with which exit code. */
class CommandsTest {

    private static final int TAB = 8;
    private static final String REPORT = "3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e";
    private static final List<CollectorResult> RESULTS = List.of(
            new CollectorResult("cpu", Outcome.OK, "9 metrics", Map.of()),
            new CollectorResult("disk", Outcome.OK, "4 metrics", Map.of("unknown", 2, "disk.model", 1)),
            new CollectorResult("network", Outcome.TIMED_OUT, "took longer than 10s", Map.of()),
            new CollectorResult(
                    "vm-guests", Outcome.EMPTY, "nothing that could be read", Map.of(), List.of("/etc/libvirt/qemu")));
    private static final Map<String, String> FILES = Map.of("manifest.json", "{ }\n", "cpu.json", "{\n}\n");
    private static final Run QUEUED =
            new Run(NOW, Decision.allow(), RESULTS, FILES, Optional.of(REPORT), Optional.empty());
    private static final Run NOT_QUEUED = new Run(
            NOW, Decision.allow(), List.of(), Map.of(), Optional.empty(), Optional.of("no collector gave anything"));
    private static final Run DENIED = new Run(NOW, OFF, List.of(), Map.of(), Optional.empty(), Optional.empty());
    private static final Sent SENT = new Sent(
            7, REPORT, NOW.plusMillis(1), 2_900, List.of("cpu"), "http", "allowed by fleet", "{\"received\": 1}\n");
    private static final String RESULTS_JSON =
            """
            "collectors":[\
            {"collector":"cpu","outcome":"ok","detail":"9 metrics","heldBack":{},"needsRoot":[]},\
            {"collector":"disk","outcome":"ok","detail":"4 metrics","heldBack":{"disk.model":1,"unknown":2},"needsRoot":[]},\
            {"collector":"network","outcome":"timed_out","detail":"took longer than 10s","heldBack":{},"needsRoot":[]},\
            {"collector":"vm-guests","outcome":"empty","detail":"nothing that could be read","heldBack":{},\
            "needsRoot":["/etc/libvirt/qemu"]}]""";
    private static final String SENT_JSON =
            """
            {"number":7,"report":"3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e","time":"2026-11-22T10:00:00Z","bytes":2900,\
            "sections":["cpu"],"destination":"http","policy":"allowed by fleet","answer":"{\\"received\\": 1}\\n"}""";

    @TempDir
    Path directory = Path.of("set by JUnit");

    private final TestDesk desk = new TestDesk();

    @Test
    void theStatusOfANewNode() throws Exception {
        answers(
                status(),
                0,
                """
                Version:     0.1.0
                Status:      enabled
                Sending:     from 2026-11-23T10:00:00Z on (grace); vzstats:report sends at once
                Collectors:  cpu disk
                Last run:    none since the node started
                Next run:    not known; vzstats:report runs one now
                Last sent:   nothing yet
                Waiting:     0 reports, 0 dropped undelivered
                Transport:   http, nothing sent since the node started
                """,
                """
                {"version":"0.1.0","enabled":true,"sendingFrom":"2026-11-23T10:00:00Z","collectors":["cpu","disk"],\
                "nextRuns":[],"waiting":{"reports":0},"dropped":{"count":0,"bytes":0,"age":0,"refused":0},\
                "transports":[{"transport":"http","lastAnswer":""}],"pending":[],"benched":{},"troubles":[]}""");
    }

    @Test
    void theStatusOfANodeThatStarts() throws Exception {
        desk.status = new Status(
                "0.1.0",
                Decision.allow(),
                Optional.of("policies that may still come"),
                NOW,
                Optional.empty(),
                List.of(),
                Map.of(),
                0,
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of());
        Answer answer = status().answer(desk);
        assertTrue(
                answer.text()
                        .startsWith(
                                """
                Version:     0.1.0
                Status:      enabled
                Starting:    waits for policies that may still come; nothing runs or leaves
                             before
                """),
                answer.text());
        assertEquals(
                "policies that may still come", answer.json().path("starting").asText());
    }

    @Test
    void theStatusOfANodeWithTroubles() throws Exception {
        desk.status = new Status(
                "0.1.0",
                Decision.allow(),
                Optional.empty(),
                NOW.minusSeconds(5),
                Optional.of(QUEUED),
                List.of("cpu", "disk", "network", "vm-guests"),
                Map.of("network", NOW.plusSeconds(86_400)),
                2,
                Optional.of(NOW.minus(Duration.ofHours(50))),
                Map.of(Drop.REFUSED, 1L, Drop.AGE, 3L),
                List.of(
                        new TransportState("file", "accepted", Optional.of(NOW), Optional.empty()),
                        new TransportState(
                                "http",
                                "retry: not taken, answer 503",
                                Optional.of(NOW),
                                Optional.of(NOW.plusSeconds(60))),
                        new TransportState(
                                "own",
                                "stopped: the server wants no more reports",
                                Optional.of(NOW),
                                Optional.empty())),
                Optional.of(SENT),
                List.of("/data/vzstats/outbox cannot be written: the disk is full"));
        desk.pending = List.of(new Consent.Pending("disk", "Disks", 2, 3, List.of(), "ask", "here"));
        desk.upcoming = List.of(
                () -> Optional.of(new Upcoming.Next(NOW.plusSeconds(9_000), Set.of())),
                () -> {
                    throw new IllegalStateException("a stranger's trigger");
                },
                Optional::empty,
                () -> Optional.of(new Upcoming.Next(NOW.plusSeconds(60), Set.of("memory", "hardware", "network"))));
        answers(
                status(),
                0,
                """
                Version:     0.1.0
                Status:      enabled
                Sending:     since 2026-11-22T09:59:55Z
                Collectors:  cpu disk network vm-guests
                Last run:    2026-11-22T10:00:00Z, report 3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e
                Next run:    2026-11-22T10:01:00Z, hardware memory network
                Next run:    2026-11-22T12:30:00Z, everything
                Last sent:   2026-11-22T10:00:00Z, report 7 to http: receipt
                Waiting:     2 reports (the oldest for 2 d), 4 dropped undelivered: 3 too old, 1
                             refused
                Transport:   file, accepted, 2026-11-22T10:00:00Z
                Transport:   http, retry: not taken, answer 503, 2026-11-22T10:00:00Z, next
                             2026-11-22T10:01:00Z
                Transport:   own, stopped: the server wants no more reports, until it is
                             configured anew or vzstats:report, 2026-11-22T10:00:00Z
                Pending:     disk revision 3 (accepted: 2), 0 new metrics; see vzstats:diff
                Benched:     network, went over its budget, sits out until 2026-11-23T10:00:00Z
                Collector:   network timed out: took longer than 10s
                Held back:   disk: disk.model 1, unknown 2
                Needs root:  vm-guests: /etc/libvirt/qemu
                Trouble:     /data/vzstats/outbox cannot be written: the disk is full
                """,
                """
                {"version":"0.1.0","enabled":true,"sendingFrom":"2026-11-22T09:59:55Z",\
                "collectors":["cpu","disk","network","vm-guests"],\
                "lastRun":{"time":"2026-11-22T10:00:00Z","allowed":true,"report":"3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e",\
                %s},"nextRuns":[{"time":"2026-11-22T10:01:00Z","topics":["hardware","memory","network"]},\
                {"time":"2026-11-22T12:30:00Z","topics":[]}],"lastSent":%s,\
                "waiting":{"reports":2,"since":"2026-11-20T08:00:00Z"},\
                "dropped":{"count":0,"bytes":0,"age":3,"refused":1},\
                "transports":[{"transport":"file","lastAnswer":"accepted","lastAttempt":"2026-11-22T10:00:00Z"},\
                {"transport":"http","lastAnswer":"retry: not taken, answer 503","lastAttempt":"2026-11-22T10:00:00Z",\
                "nextAttempt":"2026-11-22T10:01:00Z"},\
                {"transport":"own","lastAnswer":"stopped: the server wants no more reports",\
                "lastAttempt":"2026-11-22T10:00:00Z"}],\
                "pending":[{"collector":"disk","title":"Disks","accepted":2,"revision":3,"reason":"ask","where":"here",\
                "added":[]}],"benched":{"network":"2026-11-23T10:00:00Z"},\
                "troubles":["/data/vzstats/outbox cannot be written: the disk is full"]}"""
                        .formatted(RESULTS_JSON, SENT_JSON));
    }

    @Test
    void theStatusOfANodeThatIsOffSaysSo() throws Exception {
        desk.status = new Status(
                "0.1.0",
                OFF,
                Optional.empty(),
                NOW,
                Optional.of(DENIED),
                List.of(),
                Map.of(),
                0,
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of());
        desk.upcoming = List.of(() -> Optional.of(new Upcoming.Next(NOW, Set.of())));
        answers(
                status(),
                0,
                """
                Version:     0.1.0
                Status:      disabled, switched off by the marker file (/etc/vz/vzstats-disable)
                Sending:     since 2026-11-22T10:00:00Z
                Collectors:  none
                Last run:    2026-11-22T10:00:00Z, no report: switched off by the marker file
                             (/etc/vz/vzstats-disable)
                Next run:    none while it is off
                Last sent:   nothing yet
                Waiting:     0 reports, 0 dropped undelivered
                """,
                """
                {"version":"0.1.0","enabled":false,"reason":"switched off by the marker file",\
                "where":"/etc/vz/vzstats-disable","sendingFrom":"2026-11-22T10:00:00Z","collectors":[],\
                "lastRun":{"time":"2026-11-22T10:00:00Z","allowed":false,"reason":"switched off by the marker file",\
                "where":"/etc/vz/vzstats-disable","collectors":[]},"nextRuns":[],"waiting":{"reports":0},\
                "dropped":{"count":0,"bytes":0,"age":0,"refused":0},"transports":[],"pending":[],"benched":{},\
                "troubles":[]}""");
    }

    @Test
    void theViewShowsTheFilesAndIsANoWhileItIsOff() throws Exception {
        desk.run = new Run(NOW, Decision.allow(), RESULTS, FILES, Optional.empty(), Optional.empty());
        String files = "== cpu.json ==\n{\n}\n== manifest.json ==\n{ }\n";
        String json =
                """
                {"time":"2026-11-22T10:00:00Z","allowed":true,%s,\
                "files":{"cpu.json":"{\\n}\\n","manifest.json":"{ }\\n"}}"""
                        .formatted(RESULTS_JSON);
        answers(new ViewCommand(), 0, files, json);
        answers(new PreviewCommand(), 0, files, json);

        desk.run = DENIED;
        answers(
                new ViewCommand(),
                0,
                "Nothing is collected and nothing is sent: switched off by the marker file\n(/etc/vz/vzstats-disable)\n",
                """
                {"time":"2026-11-22T10:00:00Z","allowed":false,"reason":"switched off by the marker file",\
                "where":"/etc/vz/vzstats-disable","collectors":[],"files":{}}""");
    }

    @Test
    void theCollectorsAreListedWithWhatTheyCouldNotRead() throws Exception {
        desk.run = QUEUED;
        answers(
                new CollectorsCommand(),
                0,
                """
                COLLECTOR  RESULT     DETAIL
                cpu        ok         9 metrics
                disk       ok         4 metrics; held back: disk.model 1, unknown 2
                network    timed out  took longer than 10s
                vm-guests  empty      nothing that could be read; needs root: /etc/libvirt/qemu
                """,
                "{" + RESULTS_JSON + "}");
    }

    @Test
    void aReportIsQueuedOrNot() throws Exception {
        desk.run = QUEUED;
        answers(
                new ReportCommand(),
                0,
                "Report 3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e is on its way;\nvzstats:status tells more.\n",
                "{\"time\":\"2026-11-22T10:00:00Z\",\"allowed\":true,\"report\":\"" + REPORT + "\"," + RESULTS_JSON
                        + "}");
        assertEquals(List.of(Trigger.PERSON), desk.asked);

        desk.run = NOT_QUEUED;
        answers(
                new ReportCommand(),
                1,
                "No report: no collector gave anything\n",
                """
                {"time":"2026-11-22T10:00:00Z","allowed":true,"problem":"no collector gave anything","collectors":[]}""");

        desk.run = DENIED;
        answers(
                new ReportCommand(),
                1,
                """
                Nothing was collected and nothing is sent: switched off by the marker file
                (/etc/vz/vzstats-disable)
                """,
                """
                {"time":"2026-11-22T10:00:00Z","allowed":false,"reason":"switched off by the marker file",\
                "where":"/etc/vz/vzstats-disable","collectors":[]}""");
    }

    @Test
    void anExportIsWrittenOrNot() throws Exception {
        ExportCommand command = new ExportCommand();
        command.file = "/media/stick/report.tar.gz";
        desk.run = QUEUED;
        answers(
                command,
                0,
                """
                Report 3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e is in /media/stick/report.tar.gz.
                Whoever carried it brings the receipt back: vzstats:history receipt FILE.
                """,
                "{\"time\":\"2026-11-22T10:00:00Z\",\"allowed\":true,\"report\":\"" + REPORT + "\"," + RESULTS_JSON
                        + "}");

        desk.run = DENIED;
        assertEquals(1, command.answer(desk).exit());
        assertEquals(
                """
                Nothing was collected and nothing is written: switched off by the marker file
                (/etc/vz/vzstats-disable)
                """,
                command.answer(desk).text());

        command.file = "\0";
        fails(command, 2, "This is no name of a file.");
    }

    @Test
    void itIsSwitchedOnAndOff() throws Exception {
        answers(
                new DisableCommand(),
                0,
                """
                Disabled: nothing is collected, queued or sent while /etc/vz/vzstats-disable is
                there.
                """,
                "{\"enabled\":false,\"where\":\"/etc/vz/vzstats-disable\"}");
        assertEquals(List.of(Trigger.PERSON), desk.asked, "what waits is dropped at once");
        answers(
                new EnableCommand(),
                0,
                "Enabled. vzstats:view shows what will be sent, vzstats:report sends it now.\n",
                "{\"enabled\":true}");

        desk.status = new Status(
                "0.1.0",
                Decision.deny("DO_NOT_TRACK is set", "the environment"),
                Optional.empty(),
                NOW,
                Optional.empty(),
                List.of(),
                Map.of(),
                0,
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of());
        answers(
                new EnableCommand(),
                1,
                "/etc/vz/vzstats-disable is gone, but still: DO_NOT_TRACK is set (the\nenvironment)\n",
                "{\"enabled\":false,\"reason\":\"DO_NOT_TRACK is set\",\"where\":\"the environment\"}");

        desk.unwritable = Optional.of(new AccessDeniedException("/etc/vz/vzstats-disable", null, "zqreason"));
        fails(
                new EnableCommand(),
                1,
                "Still disabled: /etc/vz/vzstats-disable cannot be written (AccessDeniedException)");
        fails(
                new DisableCommand(),
                1,
                "Still enabled: /etc/vz/vzstats-disable cannot be written (AccessDeniedException)");
    }

    @Test
    void anExplanationIsANoWhereSomethingDenies() throws Exception {
        Question include = new Question.Include("disk.model");
        Decision no = Decision.deny("our business", "/etc/vz/vzstats-policy.conf:3");
        desk.run = new Run(
                NOW,
                Decision.allow(),
                List.of(),
                Map.of("disk.json", "{\"disk.model\": {\"SSD 1\": 2}}"),
                Optional.empty(),
                Optional.empty());
        desk.explanation = Optional.of(new Consent.Explanation(
                "disk.model",
                "Disks by model",
                Optional.of(new Consent.Described("disk.model", "Disks by model", "Faults show.", "/sys/block")),
                no,
                Optional.of("fleet"),
                List.of(new Consent.Answer("fleet", include, no))));
        ExplainCommand command = new ExplainCommand();
        command.subject = "disk.model";
        answers(
                command,
                0,
                """
                disk.model: Disks by model
                Why:      Faults show.
                Source:   /sys/block
                Decided:  no, by fleet: our business (/etc/vz/vzstats-policy.conf:3)
                Now:      {"SSD 1":2}
                Policy:   fleet denies the metric: our business (/etc/vz/vzstats-policy.conf:3)
                """,
                """
                {"subject":"disk.model","title":"Disks by model","why":"Faults show.","source":"/sys/block",\
                "allowed":false,"reason":"our business","where":"/etc/vz/vzstats-policy.conf:3","by":"fleet",\
                "now":{"SSD 1":2},"answers":[{"policy":"fleet","about":"the metric","allowed":false,\
                "reason":"our business","where":"/etc/vz/vzstats-policy.conf:3"}]}""");

        desk.explanation = Optional.empty();
        fails(command, 1, "No installed bundle defines disk.model.");
    }

    @Test
    void whatIsPendingIsShownAndAccepted() throws Exception {
        answers(
                new DiffCommand(),
                0,
                "Nothing is pending: all that is collected has been accepted.\n",
                "{\"pending\":[]}");
        answers(new AcceptCommand(), 0, "Nothing was pending.\n", "{\"accepted\":[]}");

        Consent.Described metric = new Consent.Described("disk.bus", "Buses", "Says what to test.", "/sys/block");
        desk.pending =
                List.of(new Consent.Pending("disk", "Disks", 0, 3, List.of(metric), "what is new waits", "x.cfg:18"));
        String json =
                """
                [{"collector":"disk","title":"Disks","accepted":0,"revision":3,"reason":"what is new waits",\
                "where":"x.cfg:18","added":[{"name":"disk.bus","title":"Buses","why":"Says what to test.",\
                "source":"/sys/block"}]}]}""";
        answers(
                new DiffCommand(),
                0,
                """
                disk revision 3 (new): Disks
                  pending: what is new waits (x.cfg:18)
                + disk.bus: Buses
                    why: Says what to test.
                    source: /sys/block
                vzstats:preview shows the values, vzstats:accept lets them leave.
                """,
                "{\"pending\":" + json);
        answers(new AcceptCommand(), 0, "Accepted: disk, revision 3\n", "{\"accepted\":" + json);

        desk.unwritable = Optional.of(new AccessDeniedException("/data/vzstats/accepted"));
        fails(
                new AcceptCommand(),
                1,
                "Nothing is accepted: /data/vzstats/accepted cannot be written (AccessDeniedException)");
    }

    @Test
    void theHistoryIsListed() throws Exception {
        answers(new HistoryCommand(), 0, "Nothing was sent yet.\n", "{\"deliveries\":[],\"damaged\":0}");
        desk.history = new History(List.of(SENT), 1);
        answers(
                new HistoryCommand(),
                0,
                """
                NO  TIME                  SIZE   SECTIONS  DESTINATION  ANSWER
                7   2026-11-22T10:00:00Z  3 KiB  1         http         receipt
                1 damaged entry is left out.
                """,
                "{\"deliveries\":[" + SENT_JSON + "],\"damaged\":1}");
    }

    @Test
    void aReportOfTheHistoryIsShown() throws Exception {
        HistoryCommand show = history("show", "7");
        fails(show, 1, "The history has no report 7; vzstats:history lists what it has");
        desk.sent = Optional.of(new SentReport(List.of(SENT), FILES));
        answers(
                show,
                0,
                """
                Report:       3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e
                Destination:  http
                Time:         2026-11-22T10:00:00Z
                Policy:       allowed by fleet
                Answer:       {"received": 1}
                == cpu.json ==
                {
                }
                == manifest.json ==
                { }
                """,
                "{\"deliveries\":[" + SENT_JSON
                        + "],\"files\":{\"cpu.json\":\"{\\n}\\n\",\"manifest.json\":\"{ }\\n\"}}");
        fails(history("show", "seven"), 1, "The history has no report seven; vzstats:history lists what it has");
        fails(
                history("show", "99999999999"),
                1,
                "The history has no report 99999999999; vzstats:history lists what it has");
        for (HistoryCommand wrong : List.of(history("show", null), history("receipt", null), history("x", "y"))) {
            fails(wrong, 2, "Write: history, history show NUMBER, or history receipt FILE");
        }
    }

    @Test
    void aReceiptIsKeptOrNot() throws Exception {
        Path file = Files.writeString(directory.resolve("receipt.json"), "{}");
        fails(history("receipt", file.toString()), 1, "Not kept: it is no receipt");
        desk.attached = new Attached(Optional.of(7), Optional.empty());
        answers(
                history("receipt", file.toString()),
                0,
                "The receipt of report 7 is kept; vzstats:history shows it.\n",
                "{\"number\":7}");
        Files.writeString(file, "x".repeat(20_000));
        fails(history("receipt", file.toString()), 1, "Not kept: " + file + " is too large for a receipt");
        fails(history("receipt", directory.toString()), 1, "Not kept: " + directory + " is no file");
        fails(history("receipt", "/nowhere"), 1, "Not kept: /nowhere is no file");
    }

    @Test
    void withoutANodeEveryCommandSaysSo() {
        Desk empty = new Desk();
        for (NodeCommand command : commands()) {
            NotDoneException failure = assertThrows(NotDoneException.class, () -> command.answer(empty));
            assertEquals(3, failure.exit());
            assertTrue(String.valueOf(failure.getMessage()).startsWith("The node is not ready: it is starting, or "));
        }
    }

    @Test
    void everyCommandIsDescribedInOneLineOfItsHelp() {
        for (NodeCommand command : commands()) {
            String line = command.getClass().getAnnotation(Command.class).description();
            assertTrue(line.length() <= Wrapped.WIDTH - TAB, line);
        }
    }

    @Test
    void everyLineOfEveryCommandFitsATerminalWhateverIsInIt() throws Exception {
        List<String> nasty = List.of(
                "x".repeat(500),
                "a reason with a /very/long/path" + "/directory".repeat(20),
                "Потому что так решил владелец этого узла, ".repeat(5),
                "\u5317\u4eac\u7684\u670d\u52a1\u5668".repeat(30),
                "\u001b[2J\u001b[31m\r\n\n\t\u202e".repeat(20),
                "\ud83d\ude80".repeat(90));
        for (String text : nasty) {
            fill(text);
            for (NodeCommand command : commands()) {
                Answer answer = command.answer(desk);
                for (String line : answer.text().split("\n", -1)) {
                    assertTrue(Plain.width(line) <= 80, command.getClass().getSimpleName() + ": " + line);
                    assertTrue(line.chars().noneMatch(c -> c < ' ' || c == 0x202e), line);
                }
                assertTrue(JsonText.of(answer.json()).chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)));
            }
        }
    }

    private void fill(String text) {
        Decision deny = Decision.deny(text, text);
        List<CollectorResult> results = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            results.add(new CollectorResult(text, outcome, text, Map.of(text, 1_000_000), List.of(text)));
        }
        // Files are shown as they are: what a line of them has, it has.
        desk.run = new Run(NOW, deny, results, Map.of(), Optional.empty(), Optional.of(text));
        Sent sent = new Sent(200_000_000, text, NOW, 2_000_000_000, List.of(text), text, text, text);
        Consent.Described metric = new Consent.Described(text, text, text, text);
        desk.status = new Status(
                text,
                deny,
                Optional.of(text),
                NOW,
                Optional.of(desk.run),
                List.of(text, text),
                Map.of(text, NOW),
                2_000_000_000,
                Optional.of(NOW.minus(Duration.ofDays(100_000))),
                Map.of(Drop.COUNT, Long.MAX_VALUE / 8, Drop.BYTES, 2L, Drop.AGE, 3L, Drop.REFUSED, 4L),
                List.of(new TransportState(text, text, Optional.of(NOW), Optional.of(NOW))),
                Optional.of(sent),
                List.of(text));
        desk.upcoming = List.of(() -> Optional.of(new Upcoming.Next(NOW, Set.of(text, "cpu"))));
        desk.history = new History(List.of(sent), 2_000_000_000);
        desk.sent = Optional.of(new SentReport(List.of(sent), Map.of()));
        desk.pending = List.of(new Consent.Pending(text, text, 1, 2_000_000_000, List.of(metric), text, text));
        desk.explanation = Optional.of(new Consent.Explanation(
                text,
                text,
                Optional.of(metric),
                deny,
                Optional.of(text),
                List.of(new Consent.Answer(text, new Question.Collect(text), deny))));
    }

    private List<NodeCommand> commands() {
        ExportCommand export = new ExportCommand();
        export.file = "/media/stick/report.tar.gz";
        ExplainCommand explain = new ExplainCommand();
        explain.subject = "disk.model";
        return List.of(
                status(),
                new ViewCommand(),
                new PreviewCommand(),
                new ReportCommand(),
                new EnableCommand(),
                new DisableCommand(),
                new CollectorsCommand(),
                explain,
                new DiffCommand(),
                new AcceptCommand(),
                new HistoryCommand(),
                history("show", "200000000"),
                export);
    }

    private static StatusCommand status() {
        StatusCommand command = new StatusCommand();
        command.clock = Clock.fixed(NOW, ZoneOffset.ofHours(9));
        return command;
    }

    private static HistoryCommand history(String action, @Nullable String what) {
        HistoryCommand command = new HistoryCommand();
        command.action = action;
        command.what = what;
        return command;
    }

    private void answers(NodeCommand command, int exit, String text, String json) throws Exception {
        Answer answer = command.answer(desk);
        assertEquals(text, answer.text());
        JsonNode expected = new ObjectMapper().readTree(json);
        assertEquals(
                expected.toPrettyString(),
                new ObjectMapper().readTree(JsonText.of(answer.json())).toPrettyString());
        assertEquals(exit, answer.exit());
    }

    private void fails(NodeCommand command, int exit, String message) {
        NotDoneException failure = assertThrows(NotDoneException.class, () -> command.answer(desk));
        assertEquals(message, failure.getMessage());
        assertEquals(exit, failure.exit());
    }
}
