package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.intake.rest.internal.RefusedException.Reason;
import org.openvz.vzstats.report.ReportLimits;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Identities.Identity;

/** What the intake reads, and what it leaves alone. */
class IntakeTest {

    private final MemoryServer store = new MemoryServer();
    private final Identity node = store.issue();
    private final UUID report = UUID.randomUUID();
    private final MemoryJournal journal = new MemoryJournal();
    private Intake intake = intake(ReportLimits.FORMAT, false);

    private Intake intake(ReportLimits sizes, boolean stopped) {
        Limits limits = new Limits(new Crowd(8), limit("1000/s"), limit("2/h"), limit("3/h"), sizes, stopped);
        return new Intake(store, store, store, store, journal, new Origins(), limits, InstantSource.system());
    }

    @Test
    void aBodyThatIsTooLongIsReadNoFurther() {
        assertEquals(Reason.TOO_LARGE, refused(node.secret(), report, -1, new Endless(ReportLimits.PACKED_BYTES + 1)));
        assertEquals(Reason.TOO_LARGE, refused(node.secret(), report, ReportLimits.PACKED_BYTES + 1, new Endless(0)));
    }

    @Test
    void aServerMayTakeLess() throws Exception {
        byte[] packed = Reports.packed(report);
        int most = packed.length - 1;
        for (ReportLimits less : List.of(
                new ReportLimits(most, ReportLimits.UNPACKED_BYTES, ReportLimits.ENTRIES),
                new ReportLimits(packed.length, 1024, ReportLimits.ENTRIES),
                new ReportLimits(packed.length, ReportLimits.UNPACKED_BYTES, 1))) {
            intake = intake(less, false);
            assertEquals(Reason.TOO_LARGE, refused(node.secret(), report, -1, new ByteArrayInputStream(packed)));
        }
        intake = intake(new ReportLimits(most, ReportLimits.UNPACKED_BYTES, ReportLimits.ENTRIES), false);
        assertEquals(Reason.TOO_LARGE, refused(node.secret(), report, -1, new Endless(packed.length)));
        assertEquals(Reason.TOO_LARGE, refused(node.secret(), report, packed.length, new Endless(0)));
        intake = intake(new ReportLimits(packed.length, ReportLimits.UNPACKED_BYTES, 2), false);
        intake.take(request("192.0.2.1", node.secret(), report, -1), new ByteArrayInputStream(packed));
    }

    @Test
    void aServerThatHasStoppedTakesNothingAndStillErases() throws Exception {
        intake.take(request("192.0.2.1", node.secret(), report, -1), new ByteArrayInputStream(Reports.packed(report)));
        intake = intake(ReportLimits.FORMAT, true);
        assertEquals(Reason.STOPPED, refused(node.secret(), UUID.randomUUID(), -1, new Endless(0)));
        assertEquals(Reason.STOPPED, refused("wrong", report, -1, new Endless(0)), "whoever it is");
        RefusedException registration = assertThrows(
                RefusedException.class,
                () -> intake.register("192.0.2.1", () -> {
                    throw new AssertionError("it is not read");
                }));
        assertEquals(Reason.STOPPED, registration.reason());
        assertEquals(Map.of(Event.REJECTED_STOPPED, 3L), journal.sinceStart());

        Intake.Request own = request("192.0.2.1", node.secret(), report, -1);
        assertEquals(1, intake.held(own).waiting().size());
        assertEquals(node.id(), intake.erase(own).node());
    }

    @Test
    void theBodyIsReadLast() {
        assertEquals(Reason.UNAUTHORIZED, refused("wrong", report, 10, new Endless(0)));
        RefusedException refused = assertThrows(
                RefusedException.class,
                () -> intake.take(
                        new Intake.Request(
                                "192.0.2.1", node.id().toString(), "Bearer " + node.secret(), "none", "", 10),
                        new Endless(0)));
        assertEquals(Reason.MALFORMED, refused.reason());
    }

    @Test
    void aBodyThatBreaksOffIsMalformed() {
        assertEquals(Reason.MALFORMED, refused(node.secret(), report, -1, new Endless(10)));
    }

    @Test
    void aNodeIsLimitedWhereverItSendsFromButNobodyElseUsesItsTokens() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertEquals(Reason.UNAUTHORIZED, refused("wrong", report, -1, new Endless(0)));
        }
        byte[] packed = Reports.packed(report);
        intake.take(request("192.0.2.1", node.secret(), report, -1), new ByteArrayInputStream(packed));
        intake.take(request("192.0.2.2", node.secret(), report, -1), new ByteArrayInputStream(packed));
        assertEquals(Reason.TOO_MANY, refused(node.secret(), report, -1, new ByteArrayInputStream(packed)));
        assertEquals(
                Map.of(Event.REJECTED_UNAUTHORIZED, 10L, Event.REJECTED_TOO_MANY, 1L),
                journal.sinceStart(),
                "whatever is refused is counted");
    }

    @Test
    void anAddressGetsOnlySoManyIdentities() throws Exception {
        for (int i = 0; i < 3; i++) {
            intake.register("192.0.2.4", () -> "");
        }
        assertEquals(
                Reason.TOO_MANY,
                assertThrows(RefusedException.class, () -> intake.register("192.0.2.4", () -> ""))
                        .reason());
        intake.register("192.0.2.5", () -> "");
        assertEquals(Map.of(Event.REJECTED_TOO_MANY, 1L), journal.sinceStart());
    }

    private Reason refused(String secret, UUID id, long length, InputStream body) {
        return assertThrows(RefusedException.class, () -> intake.take(request("192.0.2.3", secret, id, length), body))
                .reason();
    }

    private Intake.Request request(String address, String secret, UUID id, long length) {
        return new Intake.Request(address, node.id().toString(), "Bearer " + secret, id.toString(), "", length);
    }

    private static RateLimit limit(String rate) {
        return new RateLimit(Rate.parse("rate", rate), System::nanoTime);
    }

    /** Fails if more than so many bytes are read. */
    private static final class Endless extends InputStream {

        private int left;

        Endless(int left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            if (left-- == 0) {
                throw new IOException("read too far");
            }
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            buffer[offset] = (byte) read();
            return 1;
        }
    }
}
