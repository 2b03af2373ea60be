package org.openvz.vzstats.transport.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.transport.http.internal.ServerDouble.answer;
import static org.openvz.vzstats.transport.http.internal.ServerDouble.identity;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Erasable.Erasure;
import org.openvz.vzstats.api.Erasable.Holder;
import org.openvz.vzstats.api.OldSettings;
import org.openvz.vzstats.api.Report;

/** Where reports go, and how the servers that they went to forget the node. */
@Timeout(60)
class DestinationTest {

    private static final String ID = "3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e";
    private static final String OTHER_ID = "aaaaaaaa-8f5e-4d3a-9d57-0f6d8c9b1a2e";
    private static final String SECRET = "secret-secret-secret";
    private static final String ERASED = "{\"node\":\"" + ID + "\",\"erased\":\"…\",\"signature\":\"s\"}";

    @TempDir
    Path data = Path.of("set by JUnit");

    private final Report report = new Report(UUID.randomUUID(), new byte[] {31, -117, 3});

    @Test
    void aServerErasesTheNodeAndGivesAReceipt() throws Exception {
        try (ServerDouble server = new ServerDouble()) {
            server.answers(identity(ID, SECRET), answer(202, "receipt"), answer(200, ERASED));
            Destination destination = to(server);
            destination.deliver(report);
            Holder holder = destination.holders().get(0);
            assertEquals(server.url().toString(), holder.name());
            assertEquals(new Erasure.Erased(ERASED), holder.erase());
            assertEquals(
                    "DELETE /api/v2/nodes/" + ID + " HTTP/1.1",
                    server.requests.get(2).line());
            assertEquals("Bearer " + SECRET, server.requests.get(2).headers().get("authorization"));
            assertEquals(1, files(), "only once the receipt is kept");
            holder.forget();
            holder.forget();
            assertEquals(0, files());
            assertEquals(List.of(), destination.holders());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | 200, but no receipt",
                "204 | 204",
                "302 | 302",
                "400 | 400",
                "403 | 403",
                "404 | 404: what is at this address cannot erase",
                "405 | 405: what is at this address cannot erase",
                "410 | 410",
                "429 | 429: not now, try again later",
                "500 | 500",
                "503 | 503: not now, try again later"
            })
    void whateverElseItAnswersTheSecretStays(int status, String reason) throws Exception {
        try (ServerDouble server = new ServerDouble()) {
            server.answers(answer(status, status == 204 ? "" : "<html></html>"));
            Holder holder = known(server, ID);
            assertEquals(new Erasure.Failed("answer " + reason), holder.erase());
            assertEquals(1, files());
            assertEquals(1, server.requests.size(), "nothing is followed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"node\":\"" + OTHER_ID + "\",\"signature\":\"s\"}",
                "{\"node\":\"" + ID + "\"}",
                "{\"node\":\"" + ID + "\",\"signature\":\"\"}",
                "null",
                ""
            })
    void whatIsNoReceiptOfThisNodeProvesNothing(String body) throws Exception {
        try (ServerDouble server = new ServerDouble()) {
            server.answers(answer(200, body));
            assertEquals(
                    new Erasure.Failed("answer 200, but no receipt"),
                    known(server, ID).erase());
        }
    }

    @Test
    void aServerThatDoesNotKnowTheNodeHoldsNothing() throws Exception {
        try (ServerDouble server = new ServerDouble()) {
            server.answers(answer(401, "{}"));
            assertEquals(new Erasure.Nothing(), known(server, ID).erase());
        }
    }

    @Test
    void aServerThatCannotBeReachedOrHangsUpIsSaid() throws Exception {
        ServerDouble server = new ServerDouble();
        Holder holder = known(server, ID);
        assertEquals(new Erasure.Failed("no answer (IOException)"), holder.erase());
        server.close();
        assertEquals(new Erasure.Failed("it cannot be reached"), holder.erase());
    }

    @Test
    void aServerThatIsConfiguredNoMoreIsStillKnown() throws Exception {
        try (ServerDouble former = new ServerDouble();
                ServerDouble now = new ServerDouble()) {
            former.answers(answer(200, ERASED));
            known(former, ID);
            Holder holder = to(now).holders().get(0);
            assertEquals(former.url().toString(), holder.name());
            assertInstanceOf(Erasure.Erased.class, holder.erase());
            assertEquals(List.of(), now.requests);
        }
    }

    @Test
    void aDamagedIdentityCanEraseNothing() throws Exception {
        Path file = Files.writeString(data.resolve(UUID.randomUUID() + ".json"), "{\"id\":");
        Files.writeString(data.resolve("notes.json"), "not ours");
        List<Holder> holders = nowhere().holders();
        assertEquals(
                List.of("an unknown server (" + file.getFileName() + ")"),
                holders.stream().map(Holder::name).toList());
        assertEquals(
                new Erasure.Failed("the identity is damaged, so nobody can be asked"),
                holders.get(0).erase());
        holders.get(0).forget();
        assertFalse(Files.exists(file));
        assertTrue(Files.exists(data.resolve("notes.json")));
    }

    @Test
    void severalServersEachHaveAnIdentityOfTheirOwn() throws Exception {
        try (ServerDouble first = new ServerDouble();
                ServerDouble second = new ServerDouble()) {
            first.answers(identity(ID, SECRET), answer(202, "one"));
            second.answers(identity(OTHER_ID, SECRET), answer(202, "two"));
            assertEquals(new Delivery.Accepted("one"), to(first).deliver(report));
            assertEquals(new Delivery.Accepted("two"), to(second).deliver(report));
            assertEquals(2, files());
            assertEquals(2, nowhere().holders().size());
        }
    }

    @Test
    void withoutAnAddressNothingIsSent() throws Exception {
        assertEquals(
                new Delivery.Retry("no server is configured (url)", null),
                nowhere().deliver(report));
        assertEquals(List.of(), nowhere().troubles());
    }

    @Test
    void whatIsConfiguredWins() {
        Optional<OldSettings> old = old(Map.of(OldSettings.Key.URL, "https://old.example"));
        assertEquals("https://ours.example", written(" https://ours.example/ ", old));
        assertEquals("http://ours.example", written("http://ours.example", old));
        assertEquals("nowhere", written("none", old));
        assertEquals("https://old.example", written(" ", old));
        assertEquals("nowhere", written("", Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> Address.of("ftp://x.example", old));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://stats.openvz.org",
                "http://stats.openvz.org",
                "https://openvz.org",
                "https://A.OpenVZ.org/"
            })
    void whatTheOriginalClientCameWithIsNoWordOfTheOwner(String url) {
        Address address = Address.of("", old(Map.of(OldSettings.Key.URL, url)));
        assertEquals(new Address(Optional.empty(), Optional.empty()), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://stats.example.org", "https://ivan:zqsecret@stats.example.org", "https://a.example/?q"})
    void anOldAddressThatIsNotSafeIsNotUsedAndThatIsSaid(String url) {
        Address address = Address.of("", old(Map.of(OldSettings.Key.URL, url)));
        assertTrue(address.url().isEmpty());
        String trouble = address.trouble().orElseThrow();
        assertTrue(trouble.startsWith("the server in the original client's settings "), trouble);
        assertFalse(trouble.contains("example"), trouble);
    }

    @Test
    void whoHadReportsWrittenIntoAFileSendsNone() {
        Map<OldSettings.Key, String> old =
                Map.of(OldSettings.Key.URL, "https://old.example", OldSettings.Key.PROTOCOL, "FILE");
        assertEquals("nowhere", written("", old(old)));
        assertEquals("https://ours.example", written("https://ours.example", old(old)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "file", "export", "carried", "Mine", "../x", "a b"})
    void aFurtherServerNeedsANameOfItsOwn(String name) {
        assertThrows(IllegalArgumentException.class, () -> FurtherHttpTransport.name(name));
        assertEquals("mine-2", FurtherHttpTransport.name("mine-2"));
    }

    private static String written(String configured, Optional<OldSettings> old) {
        return Address.of(configured, old).url().map(URI::toString).orElse("nowhere");
    }

    private static Optional<OldSettings> old(Map<OldSettings.Key, String> written) {
        return Optional.of(key -> Optional.ofNullable(written.get(key)));
    }

    private Holder known(ServerDouble server, String id) throws Exception {
        IdentityFile.of(data, server.url()).write(server.url(), new Identity(UUID.fromString(id), SECRET));
        return to(server).holders().get(0);
    }

    private Destination to(ServerDouble server) {
        return destination(new Address(Optional.of(server.url()), Optional.empty()));
    }

    private Destination nowhere() {
        return destination(new Address(Optional.empty(), Optional.empty()));
    }

    private Destination destination(Address address) {
        return new Destination(
                "http",
                address,
                data,
                OldId.none(),
                url -> new CensusServer(url, Duration.ofSeconds(20), "vzstats/0.1.0", Web.direct()),
                url -> new Publication(url, Duration.ofSeconds(20), Web.direct()));
    }

    private long files() throws Exception {
        try (Stream<Path> files = Files.list(data)) {
            return files.count();
        }
    }
}
