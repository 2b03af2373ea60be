package org.openvz.vzstats.node.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Consent.Answer;
import org.openvz.vzstats.api.Consent.Described;
import org.openvz.vzstats.api.Consent.Explanation;
import org.openvz.vzstats.api.Consent.Pending;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;

class ConsentTextsTest {

    private static final Described MODEL = new Described(
            "disk.model",
            "Disk models",
            "Says which models to test with, and which ones fail so often that a warning would help.",
            "/sys/block/*/device/model");
    private static final Question RUN = new Question.Run(Trigger.PERSON);
    private static final Question INCLUDE = new Question.Include("disk.model");
    private static final Decision NO = Decision.deny("our suppliers are our business", "/etc/vz/vzstats-policy.conf:3");
    private static final Explanation DENIED = new Explanation(
            "disk.model",
            "Disk models",
            Optional.of(MODEL),
            NO,
            Optional.of("fleet"),
            List.of(
                    new Answer("marker", RUN, Decision.allow()),
                    new Answer("fleet", RUN, Decision.allow()),
                    new Answer("marker", INCLUDE, Decision.allow()),
                    new Answer("fleet", INCLUDE, NO)));
    private static final Pending GROWN = new Pending(
            "disk",
            "Disks",
            2,
            3,
            List.of(MODEL),
            "what has grown waits for the owner",
            "/opt/vzstats/etc/org.openvz.vzstats.consent.cfg:18");
    private static final Pending NEW =
            new Pending("weather", "Weather", 0, 1, List.of(), "what is new waits for the owner", "here");

    @Test
    void anExplanationNamesWhoDecidesAndWhere() {
        assertEquals(
                """
                disk.model: Disk models
                Why:      Says which models to test with, and which ones fail so often that a
                          warning would help.
                Source:   /sys/block/*/device/model
                Decided:  no, by fleet: our suppliers are our business
                          (/etc/vz/vzstats-policy.conf:3)
                Now:      nothing of it on this host
                Policy:   marker has nothing against it
                Policy:   fleet denies the metric: our suppliers are our business
                          (/etc/vz/vzstats-policy.conf:3)
                """,
                ConsentTexts.explanation(DENIED, Optional.empty()));
    }

    @Test
    void whatIsAllowedIsShownWithWhatItIsNow() throws Exception {
        JsonNode now = new ObjectMapper().readTree("{\"SSD 1\": 2, \"HDD\": 1}");
        assertEquals(
                """
                disk.model: Disk models
                Why:      Says which models to test with, and which ones fail so often that a
                          warning would help.
                Source:   /sys/block/*/device/model
                Decided:  it is sent
                Now:      {"SSD 1":2, "HDD":1}
                """,
                ConsentTexts.explanation(
                        new Explanation(
                                "disk.model",
                                "Disk models",
                                Optional.of(MODEL),
                                Decision.allow(),
                                Optional.empty(),
                                List.of()),
                        Optional.of(now)));
        assertTrue(ConsentTexts.explanation(
                        new Explanation(
                                "disk", "Disks", Optional.empty(), Decision.allow(), Optional.empty(), List.of()),
                        Optional.empty())
                .contains("Decided:  it runs\n"));
    }

    @Test
    void whatWouldBeSentNowIsFoundInTheSection() {
        Map<String, String> files = Map.of("disk.json", "{\"disk.model\": 1}", "odd.json", "no json");
        assertEquals("1", ConsentTexts.now(files, "disk.model").orElseThrow().toString());
        assertEquals(
                "{\"disk.model\":1}",
                ConsentTexts.now(files, "disk").orElseThrow().toString());
        for (String absent : new String[] {"disk.size", "cpu", "odd", "odd.x"}) {
            assertEquals(Optional.empty(), ConsentTexts.now(files, absent));
        }
    }

    @Test
    void theDiffShowsEachNewMetricWithItsReason() {
        assertEquals(
                """
                disk revision 3 (accepted: 2): Disks
                  pending: what has grown waits for the owner
                           (/opt/vzstats/etc/org.openvz.vzstats.consent.cfg:18)
                + disk.model: Disk models
                    why: Says which models to test with, and which ones fail so often that a
                         warning would help.
                    source: /sys/block/*/device/model
                weather revision 1 (new): Weather
                  pending: what is new waits for the owner (here)
                  no new metric; definitions have changed
                vzstats:preview shows the values, vzstats:accept lets them leave.
                """,
                ConsentTexts.diff(List.of(GROWN, NEW)));
        assertEquals("Nothing is pending: all that is collected has been accepted.\n", ConsentTexts.diff(List.of()));
    }

    @Test
    void theStatusAndAcceptNameThem() {
        assertEquals("disk revision 3 (accepted: 2), 1 new metrics; see vzstats:diff", ConsentTexts.pending(GROWN));
        assertEquals("weather revision 1 (new), 0 new metrics; see vzstats:diff", ConsentTexts.pending(NEW));
        assertEquals("Accepted: disk, revision 3\n", ConsentTexts.accepted(List.of(GROWN)));
        assertEquals("Nothing was pending.\n", ConsentTexts.accepted(List.of()));
    }
}
