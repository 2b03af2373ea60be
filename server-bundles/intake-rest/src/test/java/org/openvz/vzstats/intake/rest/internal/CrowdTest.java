package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.openvz.vzstats.intake.rest.internal.RefusedException.Reason;

class CrowdTest {

    private final Crowd crowd = new Crowd(2);

    @Test
    void oneSenderHasNotAllThePlaces() throws Exception {
        String said = crowd.serve(
                "192.0.2.1",
                () -> crowd.serve("192.0.2.1", () -> {
                    RefusedException third =
                            assertThrows(RefusedException.class, () -> crowd.serve("192.0.2.1", () -> "not served"));
                    assertEquals(Reason.TOO_MANY, third.reason());
                    assertEquals(1, third.retryAfterSeconds());
                    return crowd.serve("192.0.2.2", () -> "others are served");
                }));
        assertEquals("others are served", said);
    }

    @Test
    void aPlaceIsFreeAgainHoweverItEnds() throws Exception {
        for (int i = 0; i < 5; i++) {
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
        assertEquals("served", crowd.serve("192.0.2.1", () -> crowd.serve("192.0.2.1", () -> "served")));
    }
}
