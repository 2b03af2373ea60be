package org.openvz.vzstats.node.web.internal;

import java.util.Optional;

/**
 * Addresses within the page. There is no cookie: the key, and the language if one was chosen, are in each of them.
 *
 * @param base the path of the first page, with a slash at its end
 * @param path of the page these are for, beneath the base
 * @param chosen the language that was asked for by the address
 */
record Links(String base, String path, Optional<Language> chosen) {

    /** {@return the address of a page} */
    String to(String other) {
        return base + other + chosen.map(Links::query).orElse("");
    }

    /** {@return the address of a part of a page} */
    String to(String other, String part) {
        return to(other) + "#" + part;
    }

    /** {@return the address of this page in another language} */
    String in(Language language) {
        return base + path + query(language);
    }

    private static String query(Language language) {
        return "?lang=" + language.code();
    }
}
