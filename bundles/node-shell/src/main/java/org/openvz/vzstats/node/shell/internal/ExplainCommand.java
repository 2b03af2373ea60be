package org.openvz.vzstats.node.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats:explain}. */
@Service
@Command(
        scope = "vzstats",
        name = "explain",
        description = "Says why a metric or topic is collected, and who decides on it",
        detailedDescription =
                "Says also what would be sent now. Asks every policy, and says where what it answers is written. If one denies, that decides.")
public final class ExplainCommand extends NodeCommand {

    @Argument(
            name = "subject",
            required = true,
            description = "A metric, such as disk.model, or a collector, such as disk")
    @Completion(SubjectCompleter.class)
    String subject = "";

    @Override
    Answer answer(Desk desk) throws NotDoneException, InterruptedException {
        Consent.Explanation explanation;
        try {
            explanation = desk.consent().explain(subject);
        } catch (IllegalArgumentException e) {
            throw NotDoneException.because(String.valueOf(e.getMessage()));
        }
        Optional<JsonNode> now = ConsentTexts.now(desk.node().preview().files(), subject);
        return Answer.of(ConsentTexts.explanation(explanation, now), Json.explanation(explanation, now));
    }
}
