package org.openvz.vzstats.web.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An address on this site: it holds the whole view. */
final class Address {

    private final String path;
    private final Map<String, String> query;

    private Address(String path, Map<String, String> query) {
        this.path = path;
        this.query = query;
    }

    /**
     * An address.
     *
     * @param path of parts that need no escaping, or are {@link #part escaped}
     */
    static Address of(String path) {
        return new Address(path, Map.of());
    }

    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@return the same with a parameter; without it, if it is empty} */
    Address with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        if (value.isEmpty()) {
            more.remove(name);
        } else {
            more.put(name, value);
        }
        return new Address(path, more);
    }

    Map<String, String> query() {
        return query;
    }

    String path() {
        return path;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(path);
        char separator = '?';
        for (Map.Entry<String, String> one : query.entrySet()) {
            text.append(separator).append(one.getKey()).append('=').append(part(one.getValue()));
            separator = '&';
        }
        return text.toString();
    }
}
