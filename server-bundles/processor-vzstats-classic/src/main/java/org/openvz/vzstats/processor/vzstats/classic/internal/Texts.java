package org.openvz.vzstats.processor.vzstats.classic.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text files of one submission, each the output of the script it is named after:
 *
 * <pre>{@code
 * {"collect.log": "== vzstats 0.5.1 ==\n…", "uname": "2.6.32-042stab076.8 x86_64\n", "vzversion-deb": ""}
 * }</pre>
 *
 * @param byName file name to text
 */
record Texts(Map<String, String> byName) {

    /** No host has more processors, containers or packages of ours than make so many lines. */
    private static final int MAX_LINES = 65_536;

    private static final int MAX_CHARACTERS = 8 << 20;

    /** Since 0.2; {@code == vzstats 0.5.1 ==}. */
    private static final Pattern CLIENT = Pattern.compile("== vzstats (\\d{1,4}\\.\\d{1,4})(\\.\\d{1,4})? ==");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2)
                            .maxNameLength(64)
                            .maxStringLength(MAX_CHARACTERS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Keeps a copy. */
    Texts {
        byName = Map.copyOf(byName);
    }

    /** {@return the texts; empty if these are none} */
    static Optional<Texts> parse(String content) {
        JsonNode json;
        try {
            json = JSON.readTree(content);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (json == null || !json.isObject()) {
            return Optional.empty();
        }
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, JsonNode> file : json.properties()) {
            if (!file.getValue().isTextual()) {
                return Optional.empty();
            }
            texts.put(file.getKey(), file.getValue().textValue());
        }
        return Optional.of(new Texts(texts));
    }

    /** {@return what a script wrote; empty if it failed or was not there, and if it is more than a script writes} */
    String of(String script) {
        String text = byName.getOrDefault(script, "");
        return text.chars().filter(c -> c == '\n').count() < MAX_LINES ? text : "";
    }

    /** {@return the version of the client, in three numbers as ours; empty if it did not tell yet} */
    Optional<String> client() {
        Matcher version = CLIENT.matcher(of("collect.log"));
        return version.lookingAt()
                ? Optional.of(version.group(1) + (version.group(2) == null ? ".0" : version.group(2)))
                : Optional.empty();
    }

    /** {@return whether a script complained in these words} */
    boolean complained(String script, String words) {
        boolean ofScript = false;
        for (String line : of("collect.log").lines().toList()) {
            if (line.startsWith("== ")) {
                ofScript = line.endsWith("/" + script + " ==");
            } else if (ofScript && line.contains(words)) {
                return true;
            }
        }
        return false;
    }
}
