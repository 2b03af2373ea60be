package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.intake.rest.internal.RefusedException.Reason;
import org.openvz.vzstats.report.ReportLimits;
import org.openvz.vzstats.server.api.Event;

/** What one address may do, at whichever door. */
class FrontDoorTest {

    private static final String SENDER = "192.0.2.1";

    private final MemoryServer store = new MemoryServer();
    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void theFileSaysWhatIsSoByDefault() throws Exception {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("../../config/org.openvz.vzstats.intake.cfg"))) {
            file.load(reader);
        }
        Map<Object, Object> defaults = new TreeMap<>();
        for (Method key : FrontDoor.Config.class.getDeclaredMethods()) {
            defaults.put(key.getName(), key.getDefaultValue().toString());
        }
        assertEquals(defaults, new TreeMap<>(file));
    }

    @ParameterizedTest
    @CsvSource({"rate, 600", "rate, 0/m", "registrations, many", "proxies, localhost"})
    void whatCannotBeIsRefusedByItsName(String key, String value) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> door(Map.of(key, value)));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(key + " must "), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"packed, 262145", "packed, 0", "unpacked, 4194305", "entries, 65", "entries, -1"})
    void sizesAreAtMostWhatTheFormatAllows(String key, int size) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> door(Map.of(key, size)));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(key + " must be from 1 to "), refusal.getMessage());
    }

    @Test
    void itsRateIsOneForAllOfThem() throws Exception {
        Doors doors = new Doors(door(Map.of("rate", "4/h")).limits());
        doors.nodes.register(SENDER, () -> "");
        doors.classic.issue(doors.form());
        assertReason(Reason.MALFORMED, () -> doors.crashes.take(SENDER, doors.crash()));
        assertReason(Reason.MALFORMED, () -> doors.crashes.attach(SENDER, doors.crash()));
        for (Executable one : doors.all()) {
            assertReason(Reason.TOO_MANY, one);
        }
    }

    @Test
    void itsPlacesAreTheSameForAllOfThem() throws Exception {
        RateLimit ample = new RateLimit(Rate.parse("rate", "1000000/s"), System::nanoTime);
        Doors doors = new Doors(new Limits(new Crowd(2), ample, ample, ample, ReportLimits.FORMAT, false));
        doors.nodes.register(SENDER, () -> {
            for (Executable one : doors.all()) {
                assertReason(Reason.TOO_MANY, one);
            }
            return "";
        });
        doors.classic.issue(doors.form());
    }

    @Test
    void whoeverBringsSomethingHearsThatNothingIsTakenAnyMore() throws Exception {
        for (Executable one : new Doors(door(Map.of("stop", true)).limits()).all()) {
            assertReason(Reason.STOPPED, one);
        }
        assertEquals(Map.of(Event.REJECTED_STOPPED, 5L), journal.sinceStart());
    }

    private static FrontDoor door(Map<String, Object> values) {
        return new FrontDoor(new Settings(values).config());
    }

    private static void assertReason(Reason reason, Executable refused) {
        assertEquals(reason, assertThrows(RefusedException.class, refused).reason());
    }

    /** All of them with the same limits. */
    private final class Doors {

        private final Intake nodes;
        private final ClassicIntake classic;
        private final UReportIntake crashes;

        Doors(Limits limits) {
            InstantSource clock = InstantSource.system();
            nodes = new Intake(store, store, store, store, journal, new Origins(), limits, clock);
            classic = new ClassicIntake(store, store, store, journal, new Origins(), limits, clock);
            crashes = new UReportIntake(new MemoryCrashes(), journal, limits, clock);
        }

        List<Executable> all() {
            return List.of(
                    () -> nodes.register(SENDER, () -> ""),
                    () -> classic.issue(form()),
                    () -> classic.take(form()),
                    () -> crashes.take(SENDER, crash()),
                    () -> crashes.attach(SENDER, crash()));
        }

        ClassicIntake.Request form() {
            Curl curl = Curl.genuuid();
            String type = curl.head().replaceAll("(?s).*Content-Type: ([^\r]*)\r.*", "$1");
            return new ClassicIntake.Request(
                    SENDER, type, curl.body().length, () -> new ByteArrayInputStream(curl.body()));
        }

        /** A form without one. */
        Form.Request crash() {
            ClassicIntake.Request form = form();
            return new Form.Request(form.type(), form.length(), form.body());
        }
    }
}
