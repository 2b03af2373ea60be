package org.openvz.vzstats.dictionary;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;

/** Reads a {@code metrics.yaml}. */
public final class MetricsFile {

    /** The longest file that is read, in bytes. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private MetricsFile() {}

    /**
     * Reads one metrics file.
     *
     * @param yaml at most {@link #MAX_BYTES}; not closed
     * @throws IOException if it cannot be read, or is no whole metrics file; the message names the metric and what to mend
     */
    public static Topic read(InputStream yaml) throws IOException {
        byte[] bytes = yaml.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("longer than " + MAX_BYTES + " bytes");
        }
        JsonNode file = tree(bytes);
        if (!file.isObject()) {
            throw new IOException("no metrics file: it begins with collector: and a name");
        }
        try {
            return YAML.treeToValue(file, Topic.class);
        } catch (JsonMappingException e) {
            throw new IOException(Mending.of(file, e), e);
        }
    }

    private static JsonNode tree(byte[] yaml) throws IOException {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (RuntimeException e) {
            // Bytes that are no text at all: the YAML reader has exceptions of its own for them.
            throw new IOException("no YAML", e);
        }
    }
}
