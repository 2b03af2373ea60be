package org.openvz.vzstats.optout.container.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds out whether a file system is seen from inside of a container, and of which kind. */
final class Surroundings {

    /** Runtimes of one application. Whatever else names itself is taken for a container with a system of its own. */
    private static final Set<String> APPLICATION =
            Set.of("docker", "podman", "oci", "containerd", "cri-o", "kubepods", "rkt", "rocket");

    private static final Pattern HOST_BEANCOUNTER = Pattern.compile("(?m)^\\s*0:\\s");
    private static final int LONGEST = 1 << 20;

    private final Path root;

    Surroundings(Path root) {
        this.root = root;
    }

    /**
     * A container.
     *
     * @param guest whether it has a system of its own, such as one of OpenVZ or LXC, and no application only
     * @param evidence the file that tells
     */
    record Container(boolean guest, Path evidence) {}

    /** {@return the container this is; empty on a host} */
    Optional<Container> container() {
        return openVz().or(this::named).or(this::marked);
    }

    /** As the original: inside of a container the beancounters of the host, number 0, are not shown. */
    private Optional<Container> openVz() {
        Path beancounters = root.resolve("proc/user_beancounters");
        boolean inside = text(beancounters)
                .map(text -> !HOST_BEANCOUNTER.matcher(text).find())
                .orElse(false);
        if (inside) {
            return Optional.of(new Container(true, beancounters));
        }
        // Only root may read the beancounters; /proc/bc is there on the host only.
        Path vz = root.resolve("proc/vz");
        return Files.isDirectory(vz) && !Files.isReadable(beancounters) && Files.notExists(root.resolve("proc/bc"))
                ? Optional.of(new Container(true, vz))
                : Optional.empty();
    }

    private Optional<Container> named() {
        Path systemd = root.resolve("run/systemd/container");
        Path manager = root.resolve("run/host/container-manager");
        Path environment = root.resolve("proc/1/environ");
        return text(systemd)
                .map(name -> named(name, systemd))
                .or(() -> text(manager).map(name -> named(name, manager)))
                .or(() -> text(environment).flatMap(Surroundings::variable).map(name -> named(name, environment)));
    }

    private static Container named(String name, Path evidence) {
        return new Container(!APPLICATION.contains(name.strip()), evidence);
    }

    private static Optional<String> variable(String environment) {
        for (String one : environment.split("\0", -1)) {
            if (one.startsWith("container=") && one.length() > "container=".length()) {
                return Optional.of(one.substring("container=".length()));
            }
        }
        return Optional.empty();
    }

    private Optional<Container> marked() {
        Path lxc = root.resolve("dev/.lxc-boot-id");
        if (Files.exists(lxc)) {
            return Optional.of(new Container(true, lxc));
        }
        for (String file : new String[] {".dockerenv", "run/.containerenv"}) {
            Path marker = root.resolve(file);
            if (Files.exists(marker)) {
                return Optional.of(new Container(false, marker));
            }
        }
        return Optional.empty();
    }

    /** {@return what is in a file; empty if it is not there, may not be read, or is blank} */
    private static Optional<String> text(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1))
                    .filter(text -> !text.isBlank());
        } catch (IOException e) {
            return Optional.empty(); // Other signs may tell.
        }
    }
}
