package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.openvz.vzstats.intake.rest.internal.RefusedException.Reason;

class CrowdTest {

    private final Crowd crowd = new Crowd(8);

    @Test
    void aSenderHasHalfOfThePlacesThatOthersLeave() throws Exception {
        assertEquals(4, places("192.0.2.1", () -> {
            assertEquals(2, places("192.0.2.2", () -> {
                assertEquals(1, places("192.0.2.3", () -> {
                    assertEquals(1, places("192.0.2.4", () -> assertEquals(0, places("192.0.2.5", () -> {}))));
                }));
            }));
            assertEquals(2, places("192.0.2.2", () -> {}), "they are free again");
        }));
    }

    @Test
    void whoIsRefusedMayComeBackSoon() throws Exception {
        Crowd narrow = new Crowd(1);
        RefusedException refused = narrow.serve(
                "192.0.2.1",
                () -> assertThrows(RefusedException.class, () -> narrow.serve("192.0.2.2", () -> "not served")));
        assertEquals(Reason.TOO_MANY, refused.reason());
        assertEquals(1, refused.retryAfterSeconds());
    }

    @Test
    void aPlaceIsFreeAgainHoweverItEnds() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThrows(
                    RefusedException.class,
                    () -> crowd.serve("192.0.2.1", () -> {
                        throw new RefusedException(Reason.MALFORMED, "no");
                    }));
            assertThrows(
                    IllegalStateException.class,
                    () -> crowd.serve("192.0.2.1", () -> {
                        throw new IllegalStateException();
                    }));
        }
        assertEquals(4, places("192.0.2.1", () -> {}));
    }

    /** What is done while somebody has all the places that it gets. */
    @FunctionalInterface
    private interface Meanwhile {
        void happens() throws RefusedException;
    }

    /** {@return how many places a sender gets} */
    private int places(String sender, Meanwhile meanwhile) throws RefusedException {
        boolean[] entered = {false};
        try {
            return crowd.serve(sender, () -> {
                entered[0] = true;
                return 1 + places(sender, meanwhile);
            });
        } catch (RefusedException e) {
            if (entered[0]) {
                throw e;
            }
            meanwhile.happens();
            return 0;
        }
    }
}
