package org.openvz.vzstats.node.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Consent;

/** {@code vzstats:explain}. */
@Service
@Command(
        scope = "vzstats",
        name = "explain",
        description = "Says of a metric or collector why it is collected, what would be sent, and who decides on it",
        detailedDescription =
                "Asks every policy and says where what it answers is written. If one denies, that decides.")
public final class ExplainCommand extends NodeCommand {

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Argument(
            name = "subject",
            required = true,
            description = "A metric, such as disk.model, or a collector, such as disk")
    @Completion(SubjectCompleter.class)
    @SuppressWarnings("NullAway.Init")
    private String subject;

    @Option(name = "--json", description = "Prints JSON")
    private boolean json;

    @Override
    public @Nullable Object execute() throws InterruptedException {
        Consent.Explanation explanation = consent.explain(subject);
        Optional<JsonNode> now = ConsentTexts.now(node().preview().files(), subject);
        print(json ? ConsentTexts.explanationJson(explanation, now) : ConsentTexts.explanation(explanation, now));
        return null;
    }
}
