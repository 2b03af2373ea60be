package org.openvz.vzstats.shell.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands in a real shell. */
class ShellCommandsTest {

    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final SessionFactoryImpl shell = new SessionFactoryImpl(streams);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        streams.start();
        new ManagerImpl(shell.getRegistry(), shell.getRegistry()).register(WeatherCommand.class);
    }

    @AfterEach
    void stop() {
        shell.stop();
        streams.stop();
    }

    @Test
    void anAnswerIsPrintedForAPerson() throws Exception {
        assertEquals(Answer.YES, run("ask 'fine'"));
        assertEquals("Fine: +5 °C\n", printed());
    }

    @Test
    void anAnswerIsPrintedForAProgramInLettersOfAscii() throws Exception {
        assertEquals(Answer.YES, run("ask '--json' 'fine'"));
        assertEquals("+5 °C", new ObjectMapper().readTree(printed()).path("air").asText());
        assertFalse(printed().chars().anyMatch(character -> character > 126), printed());
    }

    @Test
    void anAnswerCanBeNo() throws Exception {
        assertEquals(Answer.NO, run("ask 'rain'"));
    }

    @Test
    void whatIsNotDoneIsToldToAProgramToo() throws Exception {
        NotDoneException notDone = assertThrows(NotDoneException.class, () -> run("ask '--json' 'nothing'"));
        assertEquals(Answer.USAGE, notDone.exit());
        assertEquals("Say what.", notDone.getMessage());
        assertEquals(
                "Say what.",
                new ObjectMapper().readTree(printed()).path("problem").asText());
    }

    @Test
    void whatAnExceptionSaysIsNotShown() {
        NotDoneException notDone = assertThrows(NotDoneException.class, () -> run("ask 'storm'"));
        assertEquals(Answer.NO, notDone.exit());
        assertEquals("An error in the weather (IllegalStateException).", notDone.getMessage());
        assertEquals("", printed());
    }

    @Test
    void aCommandThatIsNotThereYetIsNotReady() {
        NotDoneException notReady = assertThrows(NotDoneException.class, () -> run("forecast"));
        assertEquals(Answer.NOT_READY, notReady.exit());
        assertEquals("The weather is not ready: it is starting.", notReady.getMessage());
    }

    private int run(String command) throws Exception {
        return new ShellCommands(shell, "weather", "weather")
                .run(command, new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Answers in every way there is. */
    @Service
    @Command(scope = "weather", name = "ask")
    public static final class WeatherCommand extends AnsweringCommand {

        @Argument(required = true)
        @SuppressWarnings("NullAway.Init")
        private String sky;

        /** Asks the sky. */
        public WeatherCommand() {
            super("weather");
        }

        @Override
        protected Answer ask() throws NotDoneException {
            return switch (sky) {
                case "fine" ->
                    Answer.of(
                            "Fine: +5 °C\n",
                            JsonNodeFactory.instance.objectNode().put("air", "+5 °C"));
                case "rain" ->
                    Answer.of("Rain.\n", JsonNodeFactory.instance.objectNode()).meaning(false);
                case "nothing" -> throw NotDoneException.usage("Say what.");
                default -> throw new IllegalStateException("/home/somebody");
            };
        }
    }
}
