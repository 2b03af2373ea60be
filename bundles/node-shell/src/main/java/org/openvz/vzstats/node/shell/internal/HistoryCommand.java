package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Node.Attached;
import org.openvz.vzstats.api.Node.SentReport;

/** {@code vzstats:history}. */
@Service
@Command(
        scope = "vzstats",
        name = "history",
        description = "Lists what was sent; shows one report exactly as it was sent")
public final class HistoryCommand extends NodeCommand {

    /** A receipt has some 400 bytes. */
    private static final int MAX_RECEIPT = 16 * 1024;

    @Argument(
            index = 0,
            name = "action",
            description =
                    "show: the files of a report, and its receipts; receipt: keeps the receipt of a carried report")
    @Completion(
            value = StringsCompleter.class,
            values = {"show", "receipt"})
    @Nullable
    private String action;

    @Argument(index = 1, name = "what", description = "the report's number, or the receipt's file")
    @Completion(FileCompleter.class)
    @Nullable
    private String what;

    @Option(name = "--json", description = "Prints JSON")
    private boolean json;

    @Override
    public @Nullable Object execute() throws NothingSentException {
        if (action == null) {
            print(json ? Json.history(node().history()) : Texts.history(node().history()));
        } else if (action.equals("show") && what != null) {
            print(show(what));
        } else if (action.equals("receipt") && what != null) {
            print(receipt(what));
        } else {
            throw new NothingSentException("Write: history, history show NUMBER, or history receipt FILE");
        }
        return null;
    }

    private String show(String number) throws NothingSentException {
        Optional<SentReport> report =
                number.matches("\\d{1,9}") ? node().sent(Integer.parseInt(number)) : Optional.empty();
        if (report.isEmpty()) {
            throw new NothingSentException(
                    "The history has no report " + number + "; vzstats:history lists what it has");
        }
        return json ? Json.sent(report.get()) : Texts.sent(report.get());
    }

    private String receipt(String file) throws NothingSentException {
        String text;
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_RECEIPT) {
                throw new NothingSentException("Not kept: " + file + " is too large for a receipt");
            }
            text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new NothingSentException("Not kept: " + file + " cannot be read");
        }
        Attached attached = node().attach(text);
        if (attached.number().isEmpty()) {
            throw new NothingSentException("Not kept: " + attached.problem().orElse(""));
        }
        return "The receipt of report " + attached.number().get() + " is kept; vzstats:history shows it.\n";
    }
}
