package org.openvz.vzstats.optout.environment.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;

class EnvironmentPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "DO_NOT_TRACK,1,DO_NOT_TRACK",
        "DO_NOT_TRACK,true,DO_NOT_TRACK",
        "DO_NOT_TRACK,no,DO_NOT_TRACK",
        "VZSTATS_DISABLE,1,VZSTATS_DISABLE",
        "VZSTATS_DISABLE,2,VZSTATS_DISABLE",
        "DO_NOT_TRACK,0,",
        "DO_NOT_TRACK,' 0 ',",
        "DO_NOT_TRACK,'',",
        "DO_NOT_TRACK,'  ',",
        "VZSTATS_DISABLE,0,",
        "DO_NOT_TRACK_ME,1,",
    })
    void anyValueButZeroAndNothingSwitchesOff(String variable, String value, String deciding) {
        EnvironmentPolicy policy = new EnvironmentPolicy(Map.of(variable, value, "PATH", "/bin"));
        Decision expected = deciding == null
                ? Decision.allow()
                : Decision.deny("switched off by the environment of the node", "environment variable " + deciding);
        assertEquals(expected, policy.decide(new Question.Run(Trigger.SCHEDULE)));
        assertEquals(expected, policy.decide(new Question.Send("http")));
    }

    @Test
    void aPreviewIsStillPossible() {
        EnvironmentPolicy policy = new EnvironmentPolicy(Map.of("DO_NOT_TRACK", "1"));
        assertEquals(Decision.allow(), policy.decide(new Question.Collect("disk")));
        assertEquals(Decision.allow(), policy.decide(new Question.Include("disk.count")));
        assertEquals(Decision.allow(), policy.decide(new Question.Accept("disk", 2, 1)));
    }
}
