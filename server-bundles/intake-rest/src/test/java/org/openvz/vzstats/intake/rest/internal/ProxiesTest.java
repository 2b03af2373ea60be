package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static final String TRUSTED = "198.51.100.1, 10.0.0.0/8 2001:db8:5::/48";

    @ParameterizedTest(name = "{0} with {1} is {2}")
    @CsvSource({
        // Nobody believes a stranger.
        "203.0.113.9, 192.0.2.1, 203.0.113.9",
        "203.0.113.9, 10.1.1.1, 203.0.113.9",
        "198.51.100.2, 192.0.2.1, 198.51.100.2",
        "2001:db8:6::1, 192.0.2.1, 2001:db8:6::1",
        // A proxy of ours.
        "198.51.100.1, 192.0.2.1, 192.0.2.1",
        "10.255.0.1, 192.0.2.1, 192.0.2.1",
        "2001:db8:5::1, 192.0.2.1, 192.0.2.1",
        "2001:db8:5:0:0:0:0:1, 2001:db8:9::7, 2001:db8:9:0:0:0:0:7",
        "198.51.100.1, 192.0.2.1:4711, 192.0.2.1",
        "198.51.100.1, [2001:db8:9::7]:443, 2001:db8:9:0:0:0:0:7",
        "198.51.100.1, [2001:db8:9::7], 2001:db8:9:0:0:0:0:7",
        "198.51.100.1, ::ffff:192.0.2.1, 192.0.2.1",
        // What the client itself has written stands before what the proxy has.
        "198.51.100.1, '192.0.2.66, 192.0.2.1', 192.0.2.1",
        "198.51.100.1, '10.0.0.1, 192.0.2.1', 192.0.2.1",
        "198.51.100.1, 'x, ,<script>, 192.0.2.1', 192.0.2.1",
        // Proxies behind each other.
        "198.51.100.1, '192.0.2.66, 192.0.2.1, 10.0.0.7', 192.0.2.1",
        "198.51.100.1, '10.0.0.8, 10.0.0.7', 10.0.0.8",
        // Nothing to go by.
        "198.51.100.1, '', 198.51.100.1",
        "198.51.100.1, unknown, 198.51.100.1",
        "198.51.100.1, localhost, 198.51.100.1",
        "198.51.100.1, '192.0.2.1, example.org', 198.51.100.1",
        "198.51.100.1, '192.0.2.1, 10.0.0.7, 999.0.0.1', 198.51.100.1",
        "198.51.100.1, '192.0.2.1, 10.0.0.7, ', 198.51.100.1",
        "198.51.100.1, 1234, 198.51.100.1",
        "198.51.100.1, ':', 198.51.100.1"
    })
    void theSenderIsTheLastOneThatIsNoProxyOfOurs(String peer, String header, String sender) {
        assertEquals(sender, Proxies.parse(TRUSTED).sender(peer, List.of(header)));
        assertEquals(sender, Proxies.parse(TRUSTED).sender(peer, Arrays.asList(header.split(",", -1))));
        assertEquals(peer, Proxies.parse("").sender(peer, List.of(header)), "without proxies nobody is believed");
    }

    @Test
    void withoutTheHeaderItIsThePeer() {
        assertEquals("10.0.0.1", Proxies.parse(TRUSTED).sender("10.0.0.1", List.of()));
    }

    @Test
    void aLongHeaderCostsLittle() {
        String header = "10.0.0.1,".repeat(100_000) + "10.0.0.2";
        assertEquals("10.0.0.1", Proxies.parse(TRUSTED).sender("10.0.0.3", List.of(header)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.org", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::/129", "*", "10.0.0.0/-1", "1.2.3.4.5"
            })
    void whatIsNoNetworkIsNamed(String network) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Proxies.parse("192.0.2.1 " + network));
        assertTrue(refused.getMessage() != null && refused.getMessage().startsWith("proxies must be"));
    }
}
