package org.openvz.vzstats.web.internal;

import java.util.Map;

/**
 * What somebody wants to read.
 *
 * @param path decoded, from the root
 * @param query the first value of each parameter
 * @param acceptLanguage the header, or empty
 */
record Request(String path, Map<String, String> query, String acceptLanguage) {

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }
}
