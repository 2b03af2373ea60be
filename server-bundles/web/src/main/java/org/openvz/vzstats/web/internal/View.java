package org.openvz.vzstats.web.internal;

import java.util.Optional;

/**
 * What a page is made of.
 *
 * @param language of the page
 * @param chosen whether the address says the language, so that links keep it
 * @param here the address of the page, without the language
 * @param catalog all metrics
 * @param release the last one; empty before the first
 * @param platform which links keep; empty for all together
 */
record View(
        Language language, boolean chosen, Address here, Catalog catalog, Optional<Overview> release, String platform) {

    String say(Word word, Object... parts) {
        return parts.length == 0 ? language.say(word) : language.say(word, parts);
    }

    /** {@return the link to another page, in the same language} */
    String to(Address address) {
        return (chosen ? address.with("lang", language.code()) : address).toString();
    }

    String to(String path) {
        return to(Address.of(path));
    }

    /** {@return the link to a topic, for the same platform} */
    String toTopic(String topic) {
        return to(Address.of("/topics/" + Address.part(topic)).with("platform", platform));
    }

    /** {@return the link to a metric, for the same platform} */
    String toMetric(String metric) {
        return to(Address.of("/metrics/" + Address.part(metric)).with("platform", platform));
    }
}
