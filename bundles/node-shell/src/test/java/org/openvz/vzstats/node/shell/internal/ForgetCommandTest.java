package org.openvz.vzstats.node.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Erasable.Erasure;
import org.openvz.vzstats.api.Forgetting.Asked;
import org.openvz.vzstats.api.Forgetting.Forgotten;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

class ForgetCommandTest {

    private static final Asked ERASED = new Asked(
            "https://stats.example.org",
            Optional.of(new Erasure.Erased("{\"node\":\"…\",\u001b\"signature\":\"s\"}\n")),
            Optional.of(Path.of("/data/erased/1.json")));
    private static final Asked NOTHING =
            new Asked("https://old.example.org", Optional.of(new Erasure.Nothing()), Optional.empty());
    private static final Asked FAILED = new Asked(
            "https://gone.example.org", Optional.of(new Erasure.Failed("it cannot be reached")), Optional.empty());

    private final TestDesk desk = new TestDesk();
    private final ForgetCommand command = new ForgetCommand();

    @Test
    void eachReceiptIsShownAndWhereItIsKept() throws Exception {
        desk.forgotten = new Forgotten(List.of(ERASED, NOTHING), Optional.empty());
        Answer answer = command.answer(desk);
        assertEquals(
                """
                Erased at: https://stats.example.org
                  Receipt: {"node":"…",?"signature":"s"}
                  Kept in: /data/erased/1.json
                Nothing held by: https://old.example.org
                Forgotten: its identities, what waited, the history, and when it ran.
                It stays off while /etc/vz/vzstats-disable is there. What you denied and
                accepted, the configuration, the receipts of this erasure, and files you
                exported stay, too.
                To take part again, as a new node: vzstats:enable
                """,
                answer.text());
        assertEquals(Answer.YES, answer.exit());
        assertEquals(List.of(Trigger.PERSON), desk.asked, "what waits is dropped");
        assertEquals(List.of("forget"), desk.forgets);
    }

    @Test
    void whatIsNotErasedIsSaidAndWhatToDo() throws Exception {
        desk.forgotten =
                new Forgotten(List.of(ERASED, FAILED), Optional.of("not all who may hold something have erased it"));
        Answer answer = command.answer(desk);
        assertTrue(
                answer.text()
                        .endsWith(
                                """
                Not erased at: https://gone.example.org: it cannot be reached
                Not forgotten yet: not all who may hold something have erased it. It is switched
                off. Try again later; or vzstats:forget --local, which leaves there what a
                server holds.
                """),
                answer.text());
        assertEquals(Answer.NO, answer.exit());
    }

    @Test
    void onRequestNobodyIsAskedAndThatIsSaid() throws Exception {
        desk.forgotten = new Forgotten(
                List.of(new Asked("https://stats.example.org", Optional.empty(), Optional.empty())), Optional.empty());
        command.local = true;
        Answer answer = command.answer(desk);
        assertTrue(answer.text().startsWith("Not asked: https://stats.example.org\nForgotten: "), answer.text());
        assertEquals(List.of("forget here only"), desk.forgets);
    }

    @Test
    void programsGetTheSame() throws Exception {
        desk.forgotten = new Forgotten(List.of(ERASED, NOTHING, FAILED), Optional.of("not all have erased it"));
        JsonNode json = command.answer(desk).json();
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

    @Test
    void aNodeThatCannotBeSwitchedOffIsNotForgotten() {
        desk.unwritable = Optional.of(new IOException("read-only"));
        NotDoneException refused = assertThrows(NotDoneException.class, () -> command.answer(desk));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("Nothing is forgotten, and still enabled: "));
        assertEquals(List.of(), desk.forgets);
    }
}
