package org.openvz.vzstats.node.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Map<String, String> HOST = Map.of("host", "127.0.0.1:8182");

    private final Gate gate = Gate.withNewKey(new SecureRandom());

    @Test
    void whoKnowsTheKeyIsLetInAtTheLoopbacksNames() throws Exception {
        for (String host : List.of(
                "127.0.0.1:8182", "localhost:8182", "LocalHost:8182", "[::1]:8182", "localhost", "127.0.0.1:9000")) {
            assertEquals("in:sent/4", ask(true, "GET", gate.base() + "sent/4", Map.of("host", host)));
        }
        assertEquals("in:", ask(true, "GET", gate.base(), HOST));
        assertEquals("in:", ask(true, "HEAD", gate.base().replaceFirst("/$", ""), HOST));
        assertEquals("in:../x", ask(true, "GET", gate.base() + "../x", HOST));
    }

    @Test
    void aNameThatPointsHereIsNotLetIn() throws Exception {
        for (String host : List.of(
                "evil.example:8182",
                "",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.2:8182",
                "localhost:8182, evil.example",
                "[::1].evil",
                "localhost:",
                "10.0.0.1:8182",
                "127.1",
                "user@localhost")) {
            assertRefused(ask(true, "GET", gate.base(), Map.of("host", host)), host);
        }
        assertRefused(ask(true, "GET", gate.base(), Map.of()), "no host");
    }

    @Test
    void whatDoesNotComeOverTheLoopbackIsNotLetIn() throws Exception {
        assertRefused(ask(false, "GET", gate.base(), HOST), "remote");
    }

    @Test
    void whatAnotherSiteMakesABrowserAskIsNotLetIn() throws Exception {
        for (String site : List.of("cross-site", "same-site", "anything")) {
            assertRefused(ask(true, "GET", gate.base(), Map.of("host", "localhost:1", "sec-fetch-site", site)), site);
        }
        for (String site : List.of("none", "same-origin")) {
            assertEquals("in:", ask(true, "GET", gate.base(), Map.of("host", "localhost:1", "sec-fetch-site", site)));
        }
    }

    @Test
    void withoutTheKeyThereIsNothing() throws Exception {
        String key = gate.key();
        for (String path : List.of(
                "",
                "/",
                "/vzstats",
                "/vzstats/",
                "/vzstats//",
                "/vzstats/" + key.substring(1) + "/",
                "/vzstats/" + key + "x/",
                "/vzstats/" + key.toLowerCase(Locale.ROOT) + "-/",
                "/x/" + key + "/",
                "//vzstats/" + key + "/",
                "/vzstats/x/../" + key + "/",
                "/favicon.ico")) {
            for (String method : List.of("GET", "POST", "TRACE")) {
                assertRefused(ask(true, method, path, HOST), path);
            }
        }
    }

    @Test
    void nothingCanBeChanged() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get")) {
            Answer answer = gate.answer(new Request(true, method, gate.base(), Map.of(), HOST), GateTest::in);
            assertEquals(405, answer.status(), method);
            assertEquals("GET, HEAD", answer.allHeaders().get("Allow"));
        }
    }

    @Test
    void aKeyCannotBeGuessedAndIsAnotherEachTime() {
        assertTrue(gate.key().matches("[A-Za-z0-9_-]{32}"), gate.key());
        assertNotEquals(gate.key(), Gate.withNewKey(new SecureRandom()).key());
    }

    @Test
    void aRefusalSaysNothingOfTheKey() throws Exception {
        assertFalse(ask(true, "GET", "/", HOST).contains(gate.key()));
    }

    private static void assertRefused(String answer, String why) {
        assertTrue(answer.startsWith("404: Not found."), why + ": " + answer);
    }

    private String ask(boolean local, String method, String path, Map<String, String> headers)
            throws InterruptedException {
        Answer answer = gate.answer(new Request(local, method, path, Map.of(), headers), GateTest::in);
        return (answer.status() == 200 ? "" : answer.status() + ": ")
                + answer.body().strip();
    }

    private static Answer in(Request request, String base, String path) {
        return Answer.plain(200, "in:" + path);
    }
}
