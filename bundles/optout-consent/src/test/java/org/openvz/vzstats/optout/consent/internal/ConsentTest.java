package org.openvz.vzstats.optout.consent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;

class ConsentTest {

    private static final Question RUN = new Question.Run(Trigger.SCHEDULE);
    private static final Question SEND = new Question.Send("http");
    private static final Question DISK = new Question.Collect("disk");
    private static final Question MODEL = new Question.Include("disk.model");
    private static final Question NEW = new Question.Accept("disk", 1, 0);
    private static final Question GROWN = new Question.Accept("disk", 2, 1);
    private static final List<Question> ALL = List.of(RUN, SEND, DISK, MODEL, NEW, GROWN);

    @ParameterizedTest
    @CsvSource({
        "opt-out,unset,",
        "opt-out,yes,",
        "opt-out,no,the owner has not consented (consent = no)",
        "opt-in,unset,nobody has consented yet: write consent = yes to take part",
        "opt-in,yes,",
        "opt-in,no,the owner has not consented (consent = no)",
        "' opt-in ',' yes ',",
    })
    void theOwnersAnswerGoesBeforeTheDefault(String byDefault, String consent, String reason) {
        Consent policy = consent(byDefault, consent, "new", List.of(), List.of());
        Decision expected = reason == null ? Decision.allow() : Decision.deny(reason, "cfg at consent");
        assertEquals(expected, policy.decide(RUN));
        assertEquals(expected, policy.decide(SEND));
        assertEquals(Decision.allow(), policy.decide(DISK), "a preview is still possible");
        assertEquals(Decision.allow(), policy.decide(MODEL));
    }

    @ParameterizedTest
    @CsvSource({"all,true,true", "new,true,false", "none,false,false"})
    void whatIsAcceptedUnasked(String accept, boolean isNew, boolean grown) {
        Consent policy = consent("opt-out", "unset", accept, List.of(), List.of());
        assertEquals(
                isNew ? Decision.allow() : Decision.deny("what is new waits for the owner", "cfg at accept"),
                policy.decide(NEW));
        assertEquals(
                grown ? Decision.allow() : Decision.deny("what has grown waits for the owner", "cfg at accept"),
                policy.decide(GROWN));
    }

    @Test
    void listsAreReadAsTheyAreWritten() {
        Consent policy = consent("opt-out", "unset", "new", List.of("vm-*, disk ,", "cpu"), List.of("memory.*"));
        assertEquals(Decision.deny("listed as disk in collectors.deny", "cfg at collectors.deny"), policy.decide(DISK));
        assertEquals(
                Decision.deny("listed as vm-* in collectors.deny", "cfg at collectors.deny"),
                policy.decide(new Question.Collect("vm-guests")));
        assertEquals(Decision.allow(), policy.decide(new Question.Collect("disks")));
        assertEquals(
                Decision.deny("listed as memory.* in metrics.deny", "cfg at metrics.deny"),
                policy.decide(new Question.Include("memory.total")));
        assertEquals(Decision.allow(), policy.decide(MODEL));
        assertEquals(Decision.allow(), policy.decide(RUN));
    }

    @ParameterizedTest
    @CsvSource({
        "optin,unset,new,,,default = optin is none of opt-out; opt-in",
        "opt-out,maybe,new,,,consent = maybe is none of unset; yes; no",
        "opt-out,YES,new,,,consent = YES is none of unset; yes; no",
        "opt-out,yes,ask,,,accept = ask is none of all; new; none",
        "opt-out,yes,new,Disk,,collectors.deny: Disk is not a collector; such as disk",
        "opt-out,yes,new,disk.model,,collectors.deny: disk.model is not a collector; such as disk",
        "opt-out,yes,new,,disk,metrics.deny: disk is not a metric; such as disk.model",
    })
    void whatCannotBeUnderstoodForbidsEverything(
            String byDefault, String consent, String accept, String collectors, String metrics, String reason) {
        Consent policy = consent(byDefault, consent, accept, list(collectors), list(metrics));
        String key = reason.replaceFirst("( =|:).*", "");
        for (Question question : ALL) {
            assertEquals(Decision.deny(reason.replace(';', ','), "cfg at " + key), policy.decide(question));
        }
    }

    private static List<String> list(String written) {
        return written == null ? List.of() : List.of(written);
    }

    private static Consent consent(
            String byDefault, String consent, String accept, List<String> collectors, List<String> metrics) {
        return new Consent(
                new Consent.Answers(byDefault, consent, accept, collectors, metrics), key -> "cfg at " + key);
    }
}
