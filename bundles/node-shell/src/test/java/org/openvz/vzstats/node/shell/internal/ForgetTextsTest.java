package org.openvz.vzstats.node.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Erasable.Erasure;
import org.openvz.vzstats.api.Forgetting.Asked;
import org.openvz.vzstats.api.Forgetting.Forgotten;

class ForgetTextsTest {

    private static final Asked ERASED = new Asked(
            "https://stats.example.org",
            Optional.of(new Erasure.Erased("{\"node\":\"…\",\u001b\"signature\":\"s\"}\n")),
            Optional.of(Path.of("/data/erased/1.json")));
    private static final Asked NOTHING =
            new Asked("https://old.example.org", Optional.of(new Erasure.Nothing()), Optional.empty());
    private static final Asked FAILED = new Asked(
            "https://gone.example.org", Optional.of(new Erasure.Failed("it cannot be reached")), Optional.empty());

    @Test
    void eachReceiptIsShownAndWhereItIsKept() {
        assertEquals(
                """
                Erased at https://stats.example.org:
                  {"node":"…",?"signature":"s"}
                  kept in /data/erased/1.json
                Nothing is held any more by https://old.example.org
                Forgotten: its identities, what waited, the history, and when it ran.
                It stays off while /etc/vz/vzstats-disable is there. What you denied and accepted,
                the configuration, the receipts of this erasure, and files you exported stay, too.
                To take part again, as a new node: vzstats:enable
                """,
                ForgetTexts.text(new Forgotten(List.of(ERASED, NOTHING), Optional.empty()), "/etc/vz/vzstats-disable"));
    }

    @Test
    void whatIsNotErasedIsSaidAndWhatToDo() {
        Forgotten forgotten =
                new Forgotten(List.of(ERASED, FAILED), Optional.of("not all who may hold something have erased it"));
        String text = ForgetTexts.text(forgotten, "marker");
        assertTrue(text.endsWith("Not erased at https://gone.example.org: it cannot be reached\n"), text);
        assertEquals(
                """
                Not forgotten yet: not all who may hold something have erased it.
                It is switched off. Try again later; or vzstats:forget --local, which leaves there what a server holds.""",
                ForgetTexts.problem(forgotten.problem().orElseThrow(), false));
    }

    @Test
    void whoWasNotAskedIsNamed() {
        Asked unasked = new Asked("https://stats.example.org", Optional.empty(), Optional.empty());
        String text = ForgetTexts.text(new Forgotten(List.of(unasked), Optional.empty()), "marker");
        assertTrue(text.startsWith("Not asked: https://stats.example.org\n"), text);
    }

    @Test
    void programsGetTheSame() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(ForgetTexts.json(
                        new Forgotten(List.of(ERASED, NOTHING, FAILED), Optional.of("not all have erased it"))));
        assertEquals("erased", json.path("holders").path(0).path("answer").asText());
        assertEquals(
                "/data/erased/1.json", json.path("holders").path(0).path("file").asText());
        assertEquals("nothing", json.path("holders").path(1).path("answer").asText());
        assertEquals(
                "it cannot be reached",
                json.path("holders").path(2).path("reason").asText());
        assertEquals("not all have erased it", json.path("problem").asText());
        assertEquals(false, json.path("forgotten").asBoolean(true));
    }
}
