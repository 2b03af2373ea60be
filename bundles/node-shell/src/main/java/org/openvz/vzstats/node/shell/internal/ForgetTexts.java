package org.openvz.vzstats.node.shell.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.openvz.vzstats.api.Erasable.Erasure;
import org.openvz.vzstats.api.Forgetting.Asked;
import org.openvz.vzstats.api.Forgetting.Forgotten;

/** What {@code vzstats:forget} prints. */
final class ForgetTexts {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ForgetTexts() {}

    static String text(Forgotten forgotten, String marker) {
        StringBuilder text = new StringBuilder();
        forgotten.holders().forEach(asked -> text.append(answer(asked)));
        if (forgotten.problem().isEmpty()) {
            text.append("Forgotten: its identities, what waited, the history, and when it ran.\n")
                    .append("It stays off while ")
                    .append(marker)
                    .append(" is there. What you denied and accepted,\n")
                    .append("the configuration, the receipts of this erasure, and files you exported stay, too.\n")
                    .append("To take part again, as a new node: vzstats:enable\n");
        }
        return text.toString();
    }

    static String problem(String problem, boolean local) {
        return "Not forgotten yet: " + problem + ".\nIt is switched off. Try again later"
                + (local ? "." : "; or vzstats:forget --local, which leaves there what a server holds.");
    }

    static String json(Forgotten forgotten) {
        ObjectNode json = MAPPER.createObjectNode();
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
        try {
            return MAPPER.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we built can be written", e);
        }
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
            return "Not asked: " + asked.holder() + "\n";
        }
        Erasure answer = asked.answer().get();
        if (answer instanceof Erasure.Erased erased) {
            return "Erased at " + asked.holder() + ":\n  " + printable(erased.receipt()) + "\n"
                    + asked.receipt()
                            .map(file -> "  kept in " + file + "\n")
                            .orElse("  This receipt cannot be kept here: copy it.\n");
        }
        return answer instanceof Erasure.Failed failed
                ? "Not erased at " + asked.holder() + ": " + failed.reason() + "\n"
                : "Nothing is held any more by " + asked.holder() + "\n";
    }

    /** A terminal must not do what a server tells it. */
    private static String printable(String receipt) {
        return receipt.strip().replaceAll("\\p{Cntrl}", "?");
    }
}
