package org.openvz.vzstats.node.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Drop;
import org.openvz.vzstats.api.Node.History;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Node.Run;
import org.openvz.vzstats.api.Node.Sent;
import org.openvz.vzstats.api.Node.SentReport;
import org.openvz.vzstats.api.Node.Status;
import org.openvz.vzstats.api.Node.TransportState;
import org.openvz.vzstats.shell.control.Table;

class TextsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");
    private static final Decision OFF = Decision.deny("switched off by the marker file", "/etc/vz/vzstats-disable");

    @Test
    void theStatusOfANewNode() {
        Status status = new Status(
                "0.1.0",
                Decision.allow(),
                Optional.empty(),
                NOW.plusSeconds(86_400),
                Optional.empty(),
                List.of("cpu", "disk"),
                Map.of(),
                0,
                Optional.empty(),
                Map.of(),
                List.of(new TransportState("http", "", Optional.empty(), Optional.empty())),
                Optional.empty(),
                List.of());
        assertEquals(
                """
                Version:     0.1.0
                Status:      enabled
                Sending:     from 2026-11-23T10:00:00Z on (grace); vzstats:report sends at once
                Collectors:  cpu disk
                Last run:    none since the node started
                Last sent:   nothing yet
                Waiting:     0 reports, 0 dropped undelivered
                Transport:   http, nothing sent since the node started
                """,
                Texts.status(status, NOW));
    }

    @Test
    void theStatusOfANodeWithTroubles() {
        Run run = new Run(
                NOW,
                Decision.allow(),
                List.of(
                        new CollectorResult("cpu", Outcome.OK, "9 metrics", Map.of()),
                        new CollectorResult("disk", Outcome.OK, "4 metrics", Map.of("unknown", 2, "disk.model", 1)),
                        new CollectorResult("memory", Outcome.EMPTY, "nothing of it on this host", Map.of()),
                        new CollectorResult("network", Outcome.TIMED_OUT, "took longer than 10s", Map.of())),
                Map.of(),
                Optional.of("3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e"),
                Optional.empty());
        Status status = new Status(
                "0.1.0",
                Decision.allow(),
                Optional.empty(),
                NOW.minusSeconds(5),
                Optional.of(run),
                List.of("cpu", "disk", "memory", "network"),
                Map.of("network", NOW.plusSeconds(86_400)),
                2,
                Optional.empty(),
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
                Optional.of(sent(7, "file", "written to the file")),
                List.of("/data/vzstats/outbox cannot be written: the disk is full"));
        assertEquals(
                """
                Version:     0.1.0
                Status:      enabled
                Sending:     since 2026-11-22T09:59:55Z
                Collectors:  cpu disk memory network
                Last run:    2026-11-22T10:00:00Z, report 3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e
                Last sent:   2026-11-22T10:00:00Z, report 7 to file: written to the file
                Waiting:     2 reports, 4 dropped undelivered: 3 too old, 1 refused
                Trouble:     /data/vzstats/outbox cannot be written: the disk is full
                Benched:     network, went over its budget, sits out until 2026-11-23T10:00:00Z
                Transport:   file, accepted, 2026-11-22T10:00:00Z
                Transport:   http, retry: not taken, answer 503, 2026-11-22T10:00:00Z, next 2026-11-22T10:01:00Z
                Transport:   own, stopped: the server wants no more reports, until it is configured anew or vzstats:report, 2026-11-22T10:00:00Z
                Collector:   disk ok: 4 metrics; held back: disk.model 1, unknown 2
                Collector:   network timed out: took longer than 10s
                """,
                Texts.status(status, NOW));
    }

    @Test
    void theStatusOfANodeThatIsOff() {
        Run run = new Run(NOW, OFF, List.of(), Map.of(), Optional.empty(), Optional.empty());
        Status status = new Status(
                "0.1.0",
                OFF,
                Optional.empty(),
                NOW,
                Optional.of(run),
                List.of(),
                Map.of(),
                0,
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of());
        assertEquals(
                """
                Version:     0.1.0
                Status:      disabled, switched off by the marker file (/etc/vz/vzstats-disable)
                Sending:     since 2026-11-22T10:00:00Z
                Collectors:  none
                Last run:    2026-11-22T10:00:00Z, no report: switched off by the marker file (/etc/vz/vzstats-disable)
                Last sent:   nothing yet
                Waiting:     0 reports, 0 dropped undelivered
                """,
                Texts.status(status, NOW));
    }

    @Test
    void theHistoryFitsATerminal() {
        History history = new History(
                List.of(
                        sent(7, "file", "written to the file"),
                        sent(7, "http", "{\"report\": \"3f0e9f0c\"}"),
                        sent(1_234, "a-transport-with-a-long-name-of-40-chars", "x".repeat(300) + "\n2")),
                2);
        assertEquals(
                """
                NO    TIME                  SIZE   SECTIONS  DESTINATION   ANSWER
                7     2026-11-22T10:00:00Z  3 KiB  2         file          written to the file
                7     2026-11-22T10:00:00Z  3 KiB  2         http          receipt
                1234  2026-11-22T10:00:00Z  3 KiB  2         a-transport…  xxxxxxxxxxxxxxxxxx…
                2 damaged entries are left out.
                """,
                Texts.history(history));
        assertTrue(Texts.history(history).lines().allMatch(line -> line.length() <= 80));
        assertEquals("Nothing was sent yet.\n", Texts.history(new History(List.of(), 0)));
        assertEquals("Nothing was sent yet.\n1 damaged entry is left out.\n", Texts.history(new History(List.of(), 1)));
    }

    @Test
    void aReportOfTheHistoryIsShownWithItsReceiptAndExactlyAsItWasSent() throws Exception {
        SentReport report =
                new SentReport(List.of(sent(7, "http", "{\"received\": \"now\"}\n")), Map.of("cpu.json", "{ }\n"));
        assertEquals(
                """
                Report:       3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e
                Destination:  http
                Time:         2026-11-22T10:00:00Z
                Policy:       allowed
                Answer:       {"received": "now"}
                == cpu.json ==
                { }
                """,
                Texts.sent(report));
        JsonNode json = new ObjectMapper().readTree(Json.sent(report));
        assertEquals("{ }\n", json.path("files").path("cpu.json").asText());
        assertEquals(
                "{\"received\": \"now\"}\n",
                json.path("deliveries").path(0).path("answer").asText());
        JsonNode history = new ObjectMapper().readTree(Json.history(new History(report.deliveries(), 3)));
        assertEquals(3, history.path("damaged").asInt());
        assertEquals(2_900, history.path("deliveries").path(0).path("bytes").asInt());
        assertEquals(
                "disk",
                history.path("deliveries").path(0).path("sections").path(1).asText());
    }

    private static Sent sent(int number, String destination, String answer) {
        return new Sent(
                number,
                "3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e",
                NOW,
                2_900,
                List.of("cpu", "disk"),
                destination,
                "allowed",
                answer);
    }

    @Test
    void aRunThatCouldNotBeQueuedSaysWhy() {
        Run run = new Run(
                NOW,
                Decision.allow(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.of("no collector gave anything"));
        Status status = new Status(
                "0.1.0",
                Decision.allow(),
                Optional.empty(),
                NOW,
                Optional.of(run),
                List.of(),
                Map.of(),
                0,
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of());
        assertTrue(Texts.status(status, NOW)
                .contains("Last run:    2026-11-22T10:00:00Z, no report: no collector gave anything\n"));
    }

    @Test
    void theTableOfCollectorsFitsATerminal() {
        String table = Texts.collectors(List.of(
                new CollectorResult("vm-guests", Outcome.FAILED, "a source cannot be read (IOException)", Map.of()),
                new CollectorResult(
                        "container-contents", Outcome.TIMED_OUT, "has not ended since an earlier run", Map.of()),
                new CollectorResult("cpu", Outcome.OK, "9 metrics", Map.of()),
                new CollectorResult("disk", Outcome.OK, "4 metrics", Map.of("disk.model", 1)),
                new CollectorResult("large", Outcome.FLOODED, "the report would be too large with it", Map.of()),
                new CollectorResult("new", Outcome.UNDEFINED, "no bundle has a metrics file for it", Map.of())));
        assertEquals(
                """
                COLLECTOR           RESULT     DETAIL
                container-contents  timed out  has not ended since an earlier run
                cpu                 ok         9 metrics
                disk                ok         4 metrics; held back: disk.model 1
                large               flooded    the report would be too large with it
                new                 undefined  no bundle has a metrics file for it
                vm-guests           failed     a source cannot be read (IOException)
                """,
                table);
        assertTrue(Arrays.stream(table.split("\n", -1)).allMatch(line -> line.length() <= 80));
    }

    @Test
    void filesAreShownAsTheyAreEachUnderItsName() {
        assertEquals(
                """
                == cpu.json ==
                { }
                == manifest.json ==
                {
                  "format" : 2
                }
                """,
                Texts.files(Map.of("manifest.json", "{\n  \"format\" : 2\n}\n", "cpu.json", "{ }\n")));
        assertEquals("", Texts.files(Map.of()));
    }

    @Test
    void whatCannotBeWrittenIsNamedAndNoForeignMessageIsShown() {
        assertEquals(
                "/etc/vz/vzstats-disable cannot be written (AccessDeniedException)",
                Texts.unwritable(new AccessDeniedException("/etc/vz/vzstats-disable", null, "zqreason")));
        assertEquals("it cannot be written (IOException)", Texts.unwritable(new IOException("zqreason")));
    }

    @Test
    void rowsOfDifferentLengthsMakeATable() {
        assertEquals(
                "a    bb  c\naaa  b\n\n",
                new Table().row("a", "bb", "c").row("aaa", "b").row().text());
        assertEquals("", new Table().text());
    }
}
