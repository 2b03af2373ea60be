package org.openvz.vzstats.web.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The static files, beneath a path that changes with them: whoever has one need not ask again. */
final class Assets {

    static final String STYLE = "site.css";
    static final String SCRIPT = "site.js";
    static final String THEME = "theme.js";
    static final String ICON = "icon.svg";

    private static final String ROOT = "/assets/";
    private static final Map<String, String> TYPES = Map.of(
            STYLE, "text/css;charset=utf-8",
            SCRIPT, "text/javascript;charset=utf-8",
            THEME, "text/javascript;charset=utf-8",
            ICON, Body.SVG);

    private final Map<String, Body> files = new LinkedHashMap<>();
    private final String version;

    Assets() {
        StringBuilder tags = new StringBuilder();
        TYPES.keySet().stream().sorted().forEach(name -> {
            Body file = Body.of(TYPES.getOrDefault(name, ""), resource(name));
            files.put(name, file);
            tags.append(file.tag(false));
        });
        version = UUID.nameUUIDFromBytes(tags.toString().getBytes(StandardCharsets.US_ASCII))
                .toString()
                .substring(0, 8);
    }

    static byte[] resource(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the path of a file} */
    String path(String name) {
        return ROOT + version + "/" + name;
    }

    static boolean isPath(String path) {
        return path.startsWith(ROOT);
    }

    /** {@return the file of a path; of another version's the one there is now, for a page that was kept} */
    Optional<Body> at(String path) {
        int slash = path.indexOf('/', ROOT.length());
        return slash < 0 ? Optional.empty() : Optional.ofNullable(files.get(path.substring(slash + 1)));
    }

    /** {@return whether a path is of this version, and so will never have another content} */
    boolean isCurrent(String path) {
        return path.startsWith(ROOT + version + "/");
    }
}
