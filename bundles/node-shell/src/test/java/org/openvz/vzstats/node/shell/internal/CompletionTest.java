package org.openvz.vzstats.node.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Node;

class CompletionTest {

    private final TestDesk desk = new TestDesk();

    @Test
    void metricsAndTopicsAreOfferedToExplain() {
        SubjectCompleter completer = new SubjectCompleter();
        completer.desk = desk;
        List<String> offered = new ArrayList<>();
        complete(completer, new ArgumentCommandLine("disk.", 5), offered);
        assertEquals(List.of("disk.model ", "disk.size "), offered);
    }

    @Test
    void whatIsPendingIsOfferedToAccept() {
        desk.pending = List.of(new Consent.Pending("weather", "Weather", 0, 1, List.of(), "ask", "here"));
        PendingCompleter completer = new PendingCompleter();
        completer.desk = desk;
        List<String> offered = new ArrayList<>();
        complete(completer, new ArgumentCommandLine("", 0), offered);
        assertEquals(List.of("weather "), offered);
    }

    @Test
    void theNumbersOfReportsAreOfferedToShow() {
        desk.history = new Node.History(List.of(sent(7), sent(7), sent(12)), 0);
        HistoryCompleter completer = new HistoryCompleter();
        completer.desk = desk;
        List<String> offered = new ArrayList<>();
        complete(completer, line("show", ""), offered);
        assertEquals(List.of("12 ", "7 "), offered);
    }

    @Test
    void whereThereIsNoNodeNothingIsOffered() {
        HistoryCompleter completer = new HistoryCompleter();
        completer.desk = new Desk();
        List<String> offered = new ArrayList<>();
        complete(completer, line("show", ""), offered);
        assertEquals(List.of(), offered);
    }

    @SuppressWarnings("NullAway") // None of them looks at the session.
    private static void complete(Completer completer, CommandLine line, List<String> offered) {
        completer.complete(null, line, offered);
    }

    private static Node.Sent sent(int number) {
        return new Node.Sent(number, "id", TestDesk.NOW, 1, List.of(), "http", "allowed", "accepted");
    }

    private static CommandLine line(String... words) {
        return new ArgumentCommandLine(words[words.length - 1], 0) {
            @Override
            public String[] getArguments() {
                return words;
            }
        };
    }
}
