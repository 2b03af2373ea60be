package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Node.Attached;
import org.openvz.vzstats.api.Node.History;
import org.openvz.vzstats.api.Node.SentReport;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats:history}. */
@Service
@Command(
        scope = "vzstats",
        name = "history",
        description = "Lists what was sent; shows one report exactly as it was sent",
        detailedDescription = "Without an argument: the list, the latest last.")
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
    String action;

    @Argument(index = 1, name = "what", description = "The report's number, or the receipt's file")
    @Completion(HistoryCompleter.class)
    @Nullable
    String what;

    @Override
    Answer answer(Desk desk) throws NotDoneException {
        if (action == null) {
            return history(desk.node());
        }
        if (action.equals("show") && what != null) {
            return show(desk.node(), what);
        }
        if (action.equals("receipt") && what != null) {
            return receipt(desk.node(), what);
        }
        throw NotDoneException.usage("Write: history, history show NUMBER, or history receipt FILE");
    }

    private static Answer history(Node node) throws NotDoneException {
        try {
            History history = node.history();
            return Answer.of(Texts.history(history), Json.history(history));
        } catch (IllegalStateException e) {
            throw NotDoneException.because(String.valueOf(e.getMessage()));
        }
    }

    private static Answer show(Node node, String number) throws NotDoneException {
        Optional<SentReport> report =
                number.matches("\\d{1,9}") ? node.sent(Integer.parseInt(number)) : Optional.empty();
        if (report.isEmpty()) {
            throw NotDoneException.because(
                    "The history has no report " + number + "; vzstats:history lists what it has");
        }
        return Answer.of(Texts.sent(report.get()), Json.sent(report.get()));
    }

    private static Answer receipt(Node node, String file) throws NotDoneException {
        Attached attached = node.attach(text(file));
        if (attached.number().isEmpty()) {
            throw NotDoneException.because("Not kept: " + attached.problem().orElse(""));
        }
        int number = attached.number().get();
        return Answer.of(
                "The receipt of report " + number + " is kept; vzstats:history shows it.\n",
                Json.object().put("number", number));
    }

    private static String text(String file) throws NotDoneException {
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                // A pipe would block.
                throw NotDoneException.because("Not kept: " + file + " is no file");
            }
            try (InputStream receipt = Files.newInputStream(path)) {
                byte[] bytes = receipt.readNBytes(MAX_RECEIPT + 1);
                if (bytes.length > MAX_RECEIPT) {
                    throw NotDoneException.because("Not kept: " + file + " is too large for a receipt");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (IOException | InvalidPathException e) {
            throw NotDoneException.because("Not kept: " + file + " cannot be read");
        }
    }
}
