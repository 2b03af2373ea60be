package org.openvz.vzstats.crash.pages.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Crashes;

class CrashPagesServletTest {

    private static final String HASH = "ab".repeat(20);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Crashes.Group GROUP = new Crashes.Group(
            HASH,
            "core",
            "qemu-kvm",
            DAY,
            DAY,
            new Crashes.Amount(8, 2, 1),
            List.of("4.2-1", "4.3-1", "4.10-1"),
            "std::vector<evil>&");

    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        LifeCycle.stop(server);
    }

    @Test
    void nobodySeesAnythingWithoutALogin() throws Exception {
        serve(new Known(), authorization -> authorization.equals("Basic good"));

        HttpResponse<String> answer = get("/crashes/groups", "");

        assertEquals(401, answer.statusCode());
        assertEquals(
                "Basic realm=\"vzstats developers\", charset=\"UTF-8\"",
                answer.headers().firstValue("WWW-Authenticate").orElseThrow());
        assertFalse(answer.body().contains("qemu-kvm"), answer.body());
        assertEquals(401, get("/crashes/groups/" + HASH, "Basic bad").statusCode());
        assertEquals(200, get("/crashes/groups", "Basic good").statusCode());
    }

    @Test
    void passwordsAreNotToBeGuessed() throws Exception {
        serve(new Known(), authorization -> false);

        for (int i = 0; i < 20; i++) {
            assertEquals(401, get("/crashes/groups", "Basic bad").statusCode());
        }
        assertEquals(429, get("/crashes/groups", "Basic bad").statusCode());
    }

    @Test
    void theListAndAGroup() throws Exception {
        serve(new Known(), authorization -> true);

        String list = get("/crashes/groups", "x").body();
        assertTrue(list.contains("<a href=\"/crashes/groups/" + HASH + "\">std::vector&lt;evil&gt;&amp;</a>"), list);
        assertTrue(list.contains("<td class=\"n\">8</td>"), list);
        assertTrue(list.contains("4.2-1 … 4.10-1"), list);
        assertTrue(get("/crashes/groups?component=zq%22%3E&since=1", "x").body().contains("value=\"zq&quot;&gt;\""));
        HttpResponse<String> group = get("/crashes/groups/" + HASH, "x");
        assertTrue(
                group.body().contains("<li><code>std::vector&lt;evil&gt;&amp;</code></li><li><code>main</code></li>"),
                group.body());
        assertTrue(group.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .startsWith("default-src 'none'"));
        assertEquals(404, get("/crashes/groups/12", "x").statusCode());
    }

    @Test
    void withoutAStoreItIsSaidSo() throws Exception {
        serve(null, authorization -> true);

        assertEquals(503, get("/crashes/groups", "x").statusCode());
    }

    @Test
    void theRealmDecides() {
        Configuration before = Configuration.getConfiguration();
        Configuration.setConfiguration(new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return name.equals("test")
                        ? new AppConfigurationEntry[] {
                            new AppConfigurationEntry(
                                    OneUser.class.getName(),
                                    AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                                    Map.of())
                        }
                        : new AppConfigurationEntry[0];
            }
        });
        try {
            Login login = Login.jaas("test", OneUser.class.getClassLoader());
            assertTrue(login.admits(basic("dev:pass:word")));
            assertFalse(login.admits(basic("dev:other")));
            assertFalse(login.admits(basic("dev")));
            assertFalse(login.admits("Basic ###"));
            assertFalse(login.admits("Bearer x"));
            assertFalse(Login.jaas("none", OneUser.class.getClassLoader()).admits(basic("dev:pass:word")));
        } finally {
            Configuration.setConfiguration(before);
        }
    }

    /** Knows the user dev. */
    public static final class OneUser implements LoginModule {

        private javax.security.auth.callback.@org.jspecify.annotations.Nullable CallbackHandler handler;

        @Override
        public void initialize(
                javax.security.auth.Subject subject,
                javax.security.auth.callback.CallbackHandler callbacks,
                Map<String, ?> shared,
                Map<String, ?> options) {
            handler = callbacks;
        }

        @Override
        public boolean login() throws LoginException {
            NameCallback name = new NameCallback("name");
            PasswordCallback password = new PasswordCallback("password", false);
            try {
                java.util.Objects.requireNonNull(handler)
                        .handle(new javax.security.auth.callback.Callback[] {name, password});
            } catch (java.io.IOException | javax.security.auth.callback.UnsupportedCallbackException e) {
                throw new LoginException("no answer");
            }
            if (!name.getName().equals("dev") || !new String(password.getPassword()).equals("pass:word")) {
                throw new FailedLoginException("no");
            }
            return true;
        }

        @Override
        public boolean commit() {
            return true;
        }

        @Override
        public boolean abort() {
            return true;
        }

        @Override
        public boolean logout() {
            return true;
        }
    }

    private static String basic(String words) {
        return "Basic " + Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
    }

    private void serve(@org.jspecify.annotations.Nullable Crashes crashes, Login login) {
        ServletContextHandler context = new ServletContextHandler(server, "/");
        context.addServlet(new ServletHolder(new CrashPagesServlet(crashes, login)), CrashPagesServlet.PATTERN);
        LifeCycle.start(server);
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        int port = ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Has one group. */
    private static final class Known implements Crashes {

        @Override
        public boolean add(Crash crash, LocalDate received) {
            throw new AssertionError("pages add nothing");
        }

        @Override
        public List<Component> components(LocalDate since) {
            throw new AssertionError("pages are of groups");
        }

        @Override
        public List<Day> days(LocalDate since, Collection<String> components) {
            throw new AssertionError("pages are of groups");
        }

        @Override
        public List<Group> groups(Wanted wanted) {
            return wanted.component().isPresent() ? List.of() : List.of(GROUP);
        }

        @Override
        public Optional<Detail> group(String hash) {
            return hash.equals(HASH)
                    ? Optional.of(new Detail(
                            GROUP,
                            List.of("std::vector<evil>&", "main"),
                            Map.of("4.2-1", 8L),
                            Map.of("fedora 24", 8L),
                            Map.of(),
                            Map.of(),
                            Map.of(),
                            new TreeMap<>(Map.of(DAY, 8L))))
                    : Optional.empty();
        }
    }
}
