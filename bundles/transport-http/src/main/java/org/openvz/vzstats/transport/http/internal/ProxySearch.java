package org.openvz.vzstats.transport.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the proxy that this host uses for the web, as the original client did, and further: in the environment ({@code https_proxy},
 * {@code http_proxy}, {@code all_proxy}, {@code no_proxy}), {@code /etc/wgetrc}, {@code /etc/yum.conf}, {@code /etc/dnf/dnf.conf}, {@code
 * /etc/apt/apt.conf} and {@code /etc/apt/apt.conf.d}. The first that says something decides.
 */
final class ProxySearch {

    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.*\\.localhost|127\\.[0-9.]+|\\[::1]|::1");
    private static final Pattern APT = Pattern.compile("(?im)^\\s*Acquire::(https?)::Proxy\\s+\"([^\"\\r\\n]*)\"\\s*;");

    private final Function<String, String> environment;
    private final Path root;

    /**
     * Searches one host.
     *
     * @param environment a variable's value, or an empty text
     * @param root the host's root directory
     */
    ProxySearch(Function<String, String> environment, Path root) {
        this.environment = environment;
        this.root = root;
    }

    /** {@return the search on this machine} */
    static ProxySearch here() {
        Map<String, String> variables = System.getenv();
        return new ProxySearch(name -> variables.getOrDefault(name, ""), Path.of("/"));
    }

    /** {@return the proxy to reach this server by; empty: straight} */
    Optional<HttpProxy> proxyFor(URI server) {
        String host = server.getHost().toLowerCase(Locale.ROOT);
        if (LOOPBACK.matcher(host).matches() || isExcepted(host)) {
            return Optional.empty();
        }
        boolean https = "https".equalsIgnoreCase(server.getScheme());
        return Stream.<Function<Boolean, Optional<String>>>of(
                        this::ofEnvironment,
                        this::ofWget,
                        secure -> ofYum("etc/yum.conf"),
                        secure -> ofYum("etc/dnf/dnf.conf"),
                        this::ofApt)
                .map(source -> source.apply(https))
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(HttpProxy::parse);
    }

    private boolean isExcepted(String host) {
        String excepted = Stream.of("no_proxy", "NO_PROXY")
                .map(environment)
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
        return Arrays.stream(excepted.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
                .map(name -> name.startsWith(".") ? name.substring(1) : name)
                .filter(name -> !name.isEmpty())
                .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
    }

    private Optional<String> ofEnvironment(boolean https) {
        // In capitals http_proxy is what a web server sets for a request header: nobody trusts it.
        List<String> names = https
                ? List.of("https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY")
                : List.of("http_proxy", "all_proxy", "ALL_PROXY");
        return names.stream().map(environment).filter(value -> !value.isBlank()).findFirst();
    }

    private Optional<String> ofWget(boolean https) {
        Map<String, String> keys = assignments("etc/wgetrc");
        if (keys.getOrDefault("use_proxy", "on").matches("off|no|0")) {
            return Optional.empty();
        }
        return Stream.of(https ? "https_proxy" : "http_proxy", "http_proxy")
                .map(name -> keys.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private Optional<String> ofYum(String file) {
        Map<String, String> keys = assignments(file);
        String proxy = keys.getOrDefault("proxy", "");
        if (proxy.isEmpty() || proxy.equals("_none_")) {
            return Optional.empty();
        }
        String user = keys.getOrDefault("proxy_username", "");
        String address = proxy.contains("://") ? proxy : "http://" + proxy;
        return Optional.of(
                user.isEmpty()
                        ? address
                        : address.replaceFirst(
                                "://",
                                Matcher.quoteReplacement("://" + escaped(user) + ":"
                                        + escaped(keys.getOrDefault("proxy_password", "")) + "@")));
    }

    private Optional<String> ofApt(boolean https) {
        StringBuilder text = new StringBuilder(read(root.resolve("etc/apt/apt.conf"))).append('\n');
        for (Path file : list(root.resolve("etc/apt/apt.conf.d"))) {
            text.append(read(file)).append('\n');
        }
        Optional<String> http = Optional.empty();
        Optional<String> secure = Optional.empty();
        Matcher set = APT.matcher(text);
        while (set.find()) {
            // The last one counts, as for apt.
            Optional<String> value = Optional.of(set.group(2)).filter(proxy -> !proxy.equals("DIRECT"));
            if (set.group(1).equalsIgnoreCase("https")) {
                secure = value;
            } else {
                http = value;
            }
        }
        return https && secure.isPresent() ? secure : http;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@return the keys of a file of {@code key = value} lines, in lower case; the last of a key counts} */
    private Map<String, String> assignments(String file) {
        Map<String, String> keys = new HashMap<>();
        read(root.resolve(file)).lines().map(String::strip).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                keys.put(
                        line.substring(0, equals)
                                .strip()
                                .toLowerCase(Locale.ROOT)
                                .replace('-', '_'),
                        line.substring(equals + 1).strip());
            }
        });
        return keys;
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().limit(200).toList();
        } catch (IOException e) {
            // What may not be looked into says nothing.
            return List.of();
        }
    }

    private static String read(Path file) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // What may not be read says nothing.
            return "";
        }
    }
}
