package org.openvz.vzstats.node.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.History;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Node.Sent;
import org.openvz.vzstats.api.Node.SentReport;
import org.openvz.vzstats.shell.control.Plain;
import org.openvz.vzstats.shell.control.Table;
import org.openvz.vzstats.shell.control.Wrapped;

class TextsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

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
                1234  2026-11-22T10:00:00Z  3 KiB  2         a-transpo...  xxxxxxxxxxxxxxxxxxxxx
                                                                           xxxxxxxxxxxxxxxx...
                2 damaged entries are left out.
                """,
                Texts.history(history));
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
        assertEquals(
                "== scripts/raid (never sent) ==\nДа\t?[2J\nall well\n",
                Texts.files(Map.of("scripts/raid (never sent)", "Да\t\u001b[2J\r\nall well\n")),
                "what a script writes does not clear the screen");
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
                "a    bb  c\naaa  b\n",
                new Table().row("a", "bb", "c").row("aaa", "b").text());
        assertEquals("", new Table().text());
    }

    @Test
    void wideLettersAndAccentsKeepTheColumnsOfATable() {
        assertEquals(
                "\u5317\u4eac  x\ne\u0301     x\nабвг  x\n",
                new Table()
                        .row("\u5317\u4eac", "x")
                        .row("e\u0301", "x")
                        .row("абвг", "x")
                        .text());
        assertEquals("\u5317...", Plain.cut("\u5317\u4eac\u5317", 5));
        assertEquals("абвгд", Plain.cut("абвгд", 5));
    }

    @Test
    void whatIsLongerThanALineIsBroken() {
        assertEquals("a: b\n", Wrapped.text("a: ", "b"));
        String path = "/x".repeat(38);
        assertEquals("a: is in\n   " + path + "\n", Wrapped.text("a: ", "is in " + path), "a path that fits is whole");
        assertEquals("a: " + "x".repeat(77) + "\n   " + "x".repeat(23) + "\n", Wrapped.text("a: ", "x".repeat(100)));
        assertEquals(
                "x".repeat(50) + ": why and\n    " + "y".repeat(30) + "\n",
                Wrapped.text("x".repeat(50) + ": ", "why and " + "y".repeat(30)));
    }
}
