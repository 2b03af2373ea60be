package org.openvz.vzstats.collector.support;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads JSON strictly: what is none in whole is absent, and a value of another type is an absent one. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(32)
                            .build())
                    .build())
            // Not every command escapes what its users have typed.
            .enable(
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private Json() {}

    /** {@return the object or the array that a text is; empty if it is none} */
    public static Optional<JsonNode> parse(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException e) {
            // By contract the same as nothing said.
            return Optional.empty();
        }
    }

    /** {@return the array that a text is; empty if it is none} */
    public static Optional<JsonNode> array(String text) {
        return parse(text).filter(JsonNode::isArray);
    }

    /** {@return a text; blank is none} */
    public static Optional<String> text(JsonNode object, String key) {
        JsonNode value = object.path(key);
        return value.isTextual() ? Optional.of(value.textValue()).filter(text -> !text.isBlank()) : Optional.empty();
    }

    /**
     * The whole number that a node is.
     *
     * @param max the greatest that can be true
     * @return the number, 0 to {@code max}
     */
    public static OptionalLong number(JsonNode node, long max) {
        boolean number = node.isIntegralNumber() && node.canConvertToLong();
        return number && node.longValue() >= 0 && node.longValue() <= max
                ? OptionalLong.of(node.longValue())
                : OptionalLong.empty();
    }

    /** {@return yes or no} */
    public static Optional<Boolean> flag(JsonNode object, String key) {
        JsonNode value = object.path(key);
        return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }
}
