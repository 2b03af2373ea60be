package org.openvz.vzstats.dictionary;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
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
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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
        try {
            return YAML.readValue(bytes, Topic.class);
        } catch (JsonMappingException e) {
            Throwable cause = e.getCause();
            throw new IOException(
                    cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage(), e);
        }
    }
}
