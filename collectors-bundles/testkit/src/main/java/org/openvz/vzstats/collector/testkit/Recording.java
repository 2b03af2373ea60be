package org.openvz.vzstats.collector.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.api.Host;

/** Keeps what a collector was told by a host, and tells it again, with single texts replaced. */
final class Recording implements Host {

    private final Host host;
    private final Map<String, Optional<String>> files = new LinkedHashMap<>();
    private final Map<List<String>, Optional<String>> outputs = new LinkedHashMap<>();
    private final Map<String, List<String>> directories = new LinkedHashMap<>();
    private final Map<String, Boolean> existing = new LinkedHashMap<>();
    private final Map<String, Optional<String>> links = new LinkedHashMap<>();
    private final Map<String, Optional<Space>> spaces = new LinkedHashMap<>();
    private final Map<String, Trust> trusts = new LinkedHashMap<>();

    Recording(Host host) {
        this.host = host;
    }

    /** {@return the paths and command lines that gave a text; a command line begins with no slash} */
    List<String> sources() {
        List<String> sources = new ArrayList<>();
        files.forEach((path, content) -> content.ifPresent(text -> sources.add(path)));
        outputs.forEach((line, output) -> output.ifPresent(text -> sources.add(String.join(" ", line))));
        return sources;
    }

    /** {@return the text that a source gave} */
    String text(String source) {
        Optional<String> text = source.startsWith("/")
                ? files.getOrDefault(source, Optional.empty())
                : outputs.entrySet().stream()
                        .filter(output -> String.join(" ", output.getKey()).equals(source))
                        .findFirst()
                        .flatMap(Map.Entry::getValue);
        return text.orElseThrow();
    }

    /** {@return the same host, of which one source gives another text, or none; what was never asked is absent} */
    Host with(String source, Optional<String> text) {
        return new Replay(source, text);
    }

    @Override
    public Optional<String> read(String path) throws IOException {
        Optional<String> content = host.read(path);
        files.put(path, content);
        return content;
    }

    @Override
    public List<String> list(String directory) throws IOException {
        List<String> names = host.list(directory);
        directories.put(directory, names);
        return names;
    }

    @Override
    public boolean exists(String path) {
        boolean exists = host.exists(path);
        existing.put(path, exists);
        return exists;
    }

    @Override
    public Optional<String> linkName(String path) {
        Optional<String> name = host.linkName(path);
        links.put(path, name);
        return name;
    }

    @Override
    public Optional<Space> space(String path) {
        Optional<Space> space = host.space(path);
        spaces.put(path, space);
        return space;
    }

    @Override
    public Optional<String> run(List<String> command) throws IOException {
        Optional<String> output = host.run(command);
        outputs.put(List.copyOf(command), output);
        return output;
    }

    @Override
    public Trust trust(String path) {
        Trust trust = host.trust(path);
        trusts.put(path, trust);
        return trust;
    }

    /** What a script writes is a text of this path, like a file's: nobody reads the script itself. */
    @Override
    public Optional<String> runScript(String path) throws IOException {
        Optional<String> output = host.runScript(path);
        files.put(path, output);
        return output;
    }

    private final class Replay implements Host {

        private final String replaced;
        private final Optional<String> replacement;

        Replay(String replaced, Optional<String> replacement) {
            this.replaced = replaced;
            this.replacement = replacement;
        }

        @Override
        public Optional<String> read(String path) {
            return path.equals(replaced) ? replacement : files.getOrDefault(path, Optional.empty());
        }

        @Override
        public List<String> list(String directory) {
            return directories.getOrDefault(directory, List.of());
        }

        @Override
        public boolean exists(String path) {
            return existing.getOrDefault(path, false);
        }

        @Override
        public Optional<String> linkName(String path) {
            return links.getOrDefault(path, Optional.empty());
        }

        @Override
        public Optional<Space> space(String path) {
            return spaces.getOrDefault(path, Optional.empty());
        }

        @Override
        public Optional<String> run(List<String> command) {
            return String.join(" ", command).equals(replaced)
                    ? replacement
                    : outputs.getOrDefault(command, Optional.empty());
        }

        @Override
        public Trust trust(String path) {
            return trusts.getOrDefault(path, Trust.NONE);
        }

        @Override
        public Optional<String> runScript(String path) {
            return read(path);
        }
    }
}
