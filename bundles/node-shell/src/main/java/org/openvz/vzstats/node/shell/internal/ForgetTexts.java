package org.openvz.vzstats.node.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.openvz.vzstats.api.Erasable.Erasure;
import org.openvz.vzstats.api.Forgetting.Asked;
import org.openvz.vzstats.api.Forgetting.Forgotten;
import org.openvz.vzstats.shell.control.Plain;
import org.openvz.vzstats.shell.control.Wrapped;

/** What {@code vzstats:forget} says. */
final class ForgetTexts {

    private ForgetTexts() {}

    static String text(Forgotten forgotten, String marker, boolean local) {
        StringBuilder text = new StringBuilder();
        forgotten.holders().forEach(asked -> text.append(answer(asked)));
        if (forgotten.problem().isEmpty()) {
            text.append(Wrapped.text("", "Forgotten: its identities, what waited, the history, and when it ran."))
                    .append(Wrapped.text(
                            "",
                            "It stays off while " + marker
                                    + " is there. What you denied and accepted, the configuration,"
                                    + " the receipts of this erasure, and files you exported stay, too."))
                    .append("To take part again, as a new node: vzstats:enable\n");
        } else {
            text.append(Wrapped.text(
                    "",
                    "Not forgotten yet: " + forgotten.problem().get() + ". It is switched off. Try again later"
                            + (local ? "." : "; or vzstats:forget --local, which leaves there what a server holds.")));
        }
        return text.toString();
    }

    static ObjectNode json(Forgotten forgotten) {
        ObjectNode json = Json.object();
        ArrayNode holders = json.putArray("holders");
        for (Asked asked : forgotten.holders()) {
            ObjectNode one = holders.addObject().put("holder", asked.holder()).put("answer", word(asked));
            asked.answer().ifPresent(answer -> {
                if (answer instanceof Erasure.Erased erased) {
                    one.put("receipt", erased.receipt());
                } else if (answer instanceof Erasure.Failed failed) {
                    one.put("reason", failed.reason());
                }
            });
            asked.receipt().ifPresent(file -> one.put("file", file.toString()));
        }
        json.put("forgotten", forgotten.problem().isEmpty());
        forgotten.problem().ifPresent(problem -> json.put("problem", problem));
        return json;
    }

    private static String word(Asked asked) {
        if (asked.answer().isEmpty()) {
            return "not asked";
        }
        Erasure answer = asked.answer().get();
        return answer instanceof Erasure.Erased ? "erased" : answer instanceof Erasure.Failed ? "failed" : "nothing";
    }

    private static String answer(Asked asked) {
        if (asked.answer().isEmpty()) {
            return Wrapped.text("Not asked: ", asked.holder());
        }
        Erasure answer = asked.answer().get();
        if (answer instanceof Erasure.Erased erased) {
            return Wrapped.text("Erased at: ", asked.holder())
                    // In one line, to be copied.
                    + "  Receipt: " + Plain.line(erased.receipt()) + "\n"
                    + asked.receipt()
                            .map(file -> "  Kept in: " + file + "\n")
                            .orElse("  It cannot be kept here: copy it.\n");
        }
        return answer instanceof Erasure.Failed failed
                ? Wrapped.text("Not erased at: ", asked.holder() + ": " + failed.reason())
                : Wrapped.text("Nothing held by: ", asked.holder());
    }
}
