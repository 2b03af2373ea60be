package org.openvz.vzstats.node.web.internal;

import java.util.Map;

/**
 * What was asked for.
 *
 * @param local whether it comes from this machine and was received at an address of its own loopback
 * @param method of HTTP
 * @param path as it came
 * @param query the parameters after it
 * @param headers by their names in lower case; of several with one name the first
 */
record Request(boolean local, String method, String path, Map<String, String> query, Map<String, String> headers) {

    /** Keeps copies. */
    Request {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }
}
