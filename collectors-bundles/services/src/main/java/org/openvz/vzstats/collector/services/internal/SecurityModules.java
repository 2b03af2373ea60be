package org.openvz.vzstats.collector.services.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.KeyValues;
import org.openvz.vzstats.collector.support.Numbers;

/** Reads which security module of the kernel is at work. */
final class SecurityModules {

    private SecurityModules() {}

    static void read(Host host, Section.Builder section) throws IOException {
        // lockdown,capability,landlock,yama,apparmor
        Optional<List<String>> active = host.read("/sys/kernel/security/lsm")
                .map(String::strip)
                .filter(modules -> modules.contains("capability"))
                .map(modules -> List.of(modules.split(",", -1)));
        Optional<String> selinux = selinux(host, active);
        if (selinux.isPresent()) {
            section.text("services.selinux", selinux.get());
        }
        Optional<Boolean> apparmor = apparmor(host, active);
        if (apparmor.isPresent()) {
            section.flag("services.apparmor", apparmor.get());
        }
    }

    private static Optional<String> selinux(Host host, Optional<List<String>> active) throws IOException {
        for (String directory : List.of("/sys/fs/selinux", "/selinux")) {
            OptionalLong enforce = Numbers.read(host, directory + "/enforce", 1);
            if (enforce.isPresent()) {
                return Optional.of(enforce.getAsLong() == 1 ? "enforcing" : "permissive");
            }
        }
        if (active.isPresent() && !active.get().contains("selinux")) {
            return Optional.of("disabled");
        }
        Map<String, String> config =
                KeyValues.assignments(host.read("/etc/selinux/config").orElse(""));
        return Optional.ofNullable(config.get("SELINUX")).filter("disabled"::equals);
    }

    private static Optional<Boolean> apparmor(Host host, Optional<List<String>> active) throws IOException {
        String enabled =
                host.read("/sys/module/apparmor/parameters/enabled").orElse("").strip();
        return switch (enabled) {
            case "Y" -> Optional.of(true);
            case "N" -> Optional.of(false);
            default -> active.map(modules -> modules.contains("apparmor"));
        };
    }
}
