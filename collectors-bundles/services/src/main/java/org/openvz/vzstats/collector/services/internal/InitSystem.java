package org.openvz.vzstats.collector.services.internal;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.openvz.vzstats.api.Host;

/** What the first process of a host is. */
enum InitSystem {
    SYSTEMD,
    UPSTART,
    SYSVINIT,
    OPENRC,
    RUNIT,
    S6,
    OTHER;

    /** {@return the init system; empty where the first process cannot be seen} */
    static Optional<InitSystem> read(Host host) throws IOException {
        Optional<String> name = host.read("/proc/1/comm").map(String::strip);
        if (name.isEmpty() || name.get().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (name.get()) {
                    case "systemd" -> SYSTEMD;
                    case "init" -> ofInit(host);
                    case "openrc-init" -> OPENRC;
                    case "runit" -> RUNIT;
                    case "s6-svscan" -> S6;
                    // Such as the program of a container that has no init system.
                    default -> OTHER;
                });
    }

    /** Many of them call themselves so. */
    private static InitSystem ofInit(Host host) {
        if (host.exists("/run/systemd/system")) {
            return SYSTEMD;
        }
        if (host.exists("/sbin/openrc") || host.exists("/usr/bin/openrc")) {
            return OPENRC;
        }
        return host.exists("/sbin/initctl") && host.exists("/etc/init") ? UPSTART : SYSVINIT;
    }

    /** {@return the name it is reported under} */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
