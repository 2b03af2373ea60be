package org.openvz.vzstats.transport.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.openvz.vzstats.durable.files.DurableFiles;

/** Keeps the identity of one destination, readable for its owner only, whole or not at all. */
final class IdentityFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BYTES = 4_096;

    private final Path file;

    IdentityFile(Path file) {
        this.file = file;
    }

    /**
     * Reads it.
     *
     * @return empty if there is none, or what is there is none: the node then takes a new one
     * @throws IOException if it is there and cannot be read: a new one would count this node twice
     */
    Optional<Identity> read() throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MAX_BYTES) {
            return Optional.empty();
        }
        byte[] content = Files.readAllBytes(file);
        try {
            JsonNode json = JSON.readTree(content);
            return Optional.of(new Identity(
                    UUID.fromString(json.path("id").asText()),
                    json.path("secret").asText(),
                    json.path("previousReceipt").asText()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void write(Identity identity) throws IOException {
        byte[] content = JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("id", identity.id().toString())
                .put("secret", identity.secret())
                .put("previousReceipt", identity.previousReceipt()));
        DurableFiles.directory(file.toAbsolutePath().resolveSibling(""));
        DurableFiles.write(file, content);
    }
}
