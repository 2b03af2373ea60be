package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Countries;

class OriginsTest {

    private final Origins origins = new Origins();

    @Test
    void withoutAnybodyWhoKnowsItIsUnknown() {
        assertEquals(Optional.empty(), origins.of("192.0.2.1"));
    }

    @Test
    void anAddressIsAskedForHoweverItIsWritten() {
        List<String> asked = new ArrayList<>();
        origins.use(address -> {
            asked.add(address.getHostAddress());
            return Optional.of("DE");
        });
        for (String address :
                List.of("192.0.2.1", "2001:db8::1", "[2001:db8::1]", "fe80::1%eth0", "::ffff:192.0.2.1")) {
            assertEquals(Optional.of("DE"), origins.of(address), address);
        }
        assertEquals(
                List.of("192.0.2.1", "2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:1", "fe80:0:0:0:0:0:0:1", "192.0.2.1"),
                asked);
        for (String none : List.of("", "localhost", "unix:", "192.0.2", "-1")) {
            assertEquals(Optional.empty(), origins.of(none), none);
        }
        assertEquals(5, asked.size(), "names are not looked up");
    }

    @Test
    void whatIsNoCountryIsNone() {
        for (String odd : List.of("", "D", "de", "DEU", "192.0.2.1", "D\n")) {
            origins.use(address -> Optional.of(odd));
            assertEquals(Optional.empty(), origins.of("192.0.2.1"), odd);
        }
    }

    @Test
    void whoeverFailsDoesNotKnow() {
        origins.use(address -> {
            throw new IllegalStateException(address.getHostAddress());
        });
        assertEquals(Optional.empty(), origins.of("192.0.2.1"));
        origins.use(address -> {
            throw new NoClassDefFoundError("gone");
        });
        assertEquals(Optional.empty(), origins.of("192.0.2.1"));
    }

    @Test
    void theOneThatGoesTakesNoOtherWithIt() {
        Countries one = InOne.of("DE");
        Countries other = InOne.of("FR");
        origins.use(one);
        origins.use(other);
        origins.leave(one);
        assertEquals(Optional.of("FR"), origins.of("192.0.2.1"));
        origins.leave(other);
        assertEquals(Optional.empty(), origins.of("192.0.2.1"));
    }

    /** Where everybody is in one country. */
    private record InOne(String country) implements Countries {

        static Countries of(String country) {
            return new InOne(country);
        }

        @Override
        public Optional<String> of(InetAddress address) {
            return Optional.of(country);
        }
    }
}
