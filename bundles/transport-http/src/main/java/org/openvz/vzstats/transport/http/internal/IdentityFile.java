package org.openvz.vzstats.transport.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.openvz.vzstats.durable.files.DurableFiles;

/**
 * Keeps the identity of one destination, readable for its owner only, whole or not at all. It knows the server, too: an identity outlives
 * the configuration that it was made for.
 */
final class IdentityFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BYTES = 4_096;

    private final Path file;

    IdentityFile(Path file) {
        this.file = file;
    }

    /** {@return the file of the identity that this server issued: one per destination, so that two servers cannot compare notes} */
    static IdentityFile of(Path directory, URI server) {
        String name = UUID.nameUUIDFromBytes(server.toString().getBytes(StandardCharsets.UTF_8)) + ".json";
        return new IdentityFile(directory.resolve(name));
    }

    /** Something is in the way of the file; the message is for the owner. */
    static final class UnusableException extends IOException {

        private static final long serialVersionUID = 1L;

        private UnusableException(String what, Path file, IOException cause) {
            super("the identity cannot be " + what + ": " + DurableFiles.why(file.resolveSibling(""), cause), cause);
        }
    }

    /** {@return whether there is one, whatever is in it} */
    boolean exists() {
        return !Files.notExists(file);
    }

    /**
     * Reads it.
     *
     * @return empty if there is none, or what is there is none: the node then takes a new one
     * @throws UnusableException if it is there and cannot be read: a new one would count this node twice
     */
    Optional<Identity> read() throws UnusableException {
        JsonNode json = content();
        try {
            return Optional.of(new Identity(
                    UUID.fromString(json.path("id").asText()),
                    json.path("secret").asText(),
                    json.path("previousReceipt").asText(),
                    json.path("cloned").asBoolean()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@return the server that issued it, if the file says so} */
    Optional<URI> server() throws UnusableException {
        try {
            return Optional.of(Address.parse(content().path("server").asText()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private JsonNode content() throws UnusableException {
        try {
            if (Files.notExists(file) || Files.size(file) > MAX_BYTES) {
                return JSON.missingNode();
            }
            return tree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UnusableException("read", file, e);
        }
    }

    private static JsonNode tree(byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    void write(URI server, Identity identity) throws UnusableException {
        try {
            byte[] content = JSON.writeValueAsBytes(JSON.createObjectNode()
                    .put("server", server.toString())
                    .put("id", identity.id().toString())
                    .put("secret", identity.secret())
                    .put("previousReceipt", identity.previousReceipt())
                    .put("cloned", identity.cloned()));
            DurableFiles.directory(file.resolveSibling(""));
            DurableFiles.write(file, content);
        } catch (IOException e) {
            throw new UnusableException("kept", file, e);
        }
    }

    /** Makes sure that an identity could be kept, before one is asked for: a server remembers each. */
    void tryOut() throws UnusableException {
        try {
            DurableFiles.directory(file.resolveSibling(""));
            Path probe = file.resolveSibling(file.getFileName() + ".probe");
            DurableFiles.write(probe, new byte[MAX_BYTES]);
            Files.delete(probe);
        } catch (IOException e) {
            throw new UnusableException("kept", file, e);
        }
    }

    void delete() throws IOException {
        if (Files.deleteIfExists(file)) {
            DurableFiles.sync(file.resolveSibling(""));
        }
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
