package org.openvz.vzstats.dictionary;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import java.util.Objects;

/**
 * A text in English and, where it is given, in other languages.
 *
 * @param byLanguage language code to text; {@code en} is always there
 */
public record LocalizedText(Map<String, String> byLanguage) {

    /** Requires English. */
    public LocalizedText {
        if (byLanguage.values().stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("a text is empty");
        }
        byLanguage = Map.copyOf(byLanguage);
        if (byLanguage.getOrDefault("en", "").isBlank()) {
            throw new IllegalArgumentException("an English text (en) is required");
        }
    }

    /** {@return the text in English only, as {@code why: Decides …} in a metrics file} */
    @JsonCreator
    public static LocalizedText english(String text) {
        return new LocalizedText(Map.of("en", text));
    }

    /** {@return the texts by language, as {@code title: {en: Disks, ru: Диски}} in a metrics file} */
    @JsonCreator
    public static LocalizedText of(Map<String, String> byLanguage) {
        return new LocalizedText(byLanguage);
    }

    /** {@return the text in this language, or in English} */
    public String in(String language) {
        String text = byLanguage.get(language);
        return text == null ? english() : text;
    }

    /** {@return the text in English} */
    public String english() {
        return String.valueOf(byLanguage.get("en"));
    }
}
