package org.openvz.vzstats.collector.support.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads JSON strictly: what is none in whole is absent, and a value of another type is an absent one. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** {@return the object or the array; empty if it is none} */
    static Optional<JsonNode> parse(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** {@return a text; blank is none} */
    static Optional<String> text(JsonNode object, String key) {
        JsonNode value = object.path(key);
        return value.isTextual() ? Optional.of(value.textValue()).filter(text -> !text.isBlank()) : Optional.empty();
    }

    /** {@return a whole number, 0 to the greatest that can be true} */
    static OptionalLong number(JsonNode object, String key, long max) {
        JsonNode value = object.path(key);
        boolean inRange = value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() <= max;
        return inRange ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    /** {@return yes or no} */
    static Optional<Boolean> flag(JsonNode object, String key) {
        JsonNode value = object.path(key);
        return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }
}
