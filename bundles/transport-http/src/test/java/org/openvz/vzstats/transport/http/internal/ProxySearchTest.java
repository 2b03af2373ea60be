package org.openvz.vzstats.transport.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySearchTest {

    private static final URI HTTPS = URI.create("https://stats.example.org");
    private static final URI HTTP = URI.create("http://stats.example.org:8181");

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path root;

    @Test
    void aHostThatSaysNothingGoesStraight() {
        assertEquals("", found(HTTPS));
    }

    @ParameterizedTest
    @CsvSource({
        "https_proxy, http://one:3128, one:3128, ''",
        "HTTPS_PROXY, http://one:3128/, one:3128, ''",
        "http_proxy, one:3128, one:3128, one:3128",
        "HTTP_PROXY, http://one:3128, '', ''",
        "all_proxy, http://one, one:80, one:80",
        "https_proxy, socks5://one:1080, '', ''",
        "https_proxy, http://[::1]:3128, [::1]:3128, ''"
    })
    void theEnvironment(String name, String value, String https, String http) {
        environment.put(name, value);
        assertEquals(https, found(HTTPS));
        assertEquals(http, found(HTTP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stats.example.org", ".example.org", "example.org", "other, EXAMPLE.org", "*"})
    void whatIsExceptedGoesStraight(String excepted) {
        environment.put("https_proxy", "http://one:3128");
        environment.put("no_proxy", excepted);
        assertEquals("", found(HTTPS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ample.org", "", " ", "example.com"})
    void whatIsNotExceptedDoesNot(String excepted) {
        environment.put("https_proxy", "http://one:3128");
        environment.put("no_proxy", excepted);
        assertEquals("one:3128", found(HTTPS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8181", "http://localhost:8181", "https://[::1]/", "http://a.localhost"})
    void thisMachineIsReachedStraight(String url) {
        environment.put("all_proxy", "http://one:3128");
        assertEquals("", found(URI.create(url)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    etc/wgetrc | '# proxies\\nhttp_proxy = http://one:1/\\nhttps_proxy = http://two:2/\\n' | two:2 | one:1
                    etc/wgetrc | 'http_proxy = http://one:1/\\n' | one:1 | one:1
                    etc/wgetrc | 'use_proxy = off\\nhttp_proxy = http://one:1/\\n' | '' | ''
                    etc/yum.conf | '[main]\\ngpgcheck=1\\nproxy=http://one:1\\n' | one:1 | one:1
                    etc/yum.conf | '[main]\\nproxy=_none_\\n' | '' | ''
                    etc/dnf/dnf.conf | '[main]\\nproxy = http://one:1\\n' | one:1 | one:1
                    etc/apt/apt.conf | 'Acquire::http::Proxy "http://one:1/";\\n' | one:1 | one:1
                    etc/apt/apt.conf.d/99proxy | 'Acquire::http::Proxy "http://one:1/";\\nAcquire::https::Proxy "http://two:2/";' | two:2 | one:1
                    etc/apt/apt.conf.d/99proxy | 'Acquire::http::Proxy "DIRECT";' | '' | ''
                    etc/apt/apt.conf.d/99proxy | '// Acquire::http::Proxy "http://one:1/";' | '' | ''
                    """)
    void theFilesOfOtherPrograms(String file, String content, String https, String http) throws IOException {
        write(file, content.replace("\\n", "\n"));
        assertEquals(https, found(HTTPS));
        assertEquals(http, found(HTTP));
    }

    @Test
    void theEnvironmentComesFirst() throws IOException {
        write("etc/wgetrc", "https_proxy = http://two:2/\n");
        environment.put("https_proxy", "http://one:1");
        assertEquals("one:1", found(HTTPS));
    }

    @Test
    void aLoginIsTakenAndNeverPrinted() throws IOException {
        write("etc/yum.conf", "proxy=http://one:1\nproxy_username=iv@n\nproxy_password=se:c/ret+ %\n");
        HttpProxy proxy = search().proxyFor(HTTPS).orElseThrow();
        assertEquals(Optional.of(new HttpProxy.User("iv@n", "se:c/ret+ %")), proxy.user());
        assertFalse(proxy.toString().contains("ret"), proxy.toString());
        assertFalse(proxy.toString().contains("iv@n"), proxy.toString());
    }

    @Test
    void whatIsConfiguredComesBeforeAll() {
        environment.put("https_proxy", "http://one:1");
        assertEquals(Optional.empty(), HttpTransport.proxy("none", HTTPS, search()));
        assertEquals(
                "one",
                HttpTransport.proxy("auto", HTTPS, search()).orElseThrow().host());
        assertEquals(
                "two",
                HttpTransport.proxy(" http://two:2 ", HTTPS, search())
                        .orElseThrow()
                        .host());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socks://secret:1", "http://", "secret:notaport", "http://u:secret@:1", "http://secret:99999"})
    void whatIsNoProxyIsSaidAndNotRepeated(String written) {
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> HttpTransport.proxy(written, HTTPS, search()));
        assertEquals(
                "proxy: write auto, none, or the address of an HTTP proxy, such as http://proxy:3128",
                wrong.getMessage());
    }

    private ProxySearch search() {
        return new ProxySearch(name -> environment.getOrDefault(name, ""), root);
    }

    private String found(URI server) {
        return search().proxyFor(server)
                .map(proxy -> proxy.host() + ":" + proxy.port())
                .orElse("");
    }

    private void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
