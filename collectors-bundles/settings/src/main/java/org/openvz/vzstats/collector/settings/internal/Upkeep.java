package org.openvz.vzstats.collector.settings.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.KeyValues;

/** What a host does by itself: updates and the clock. */
final class Upkeep {

    private static final Pattern UNATTENDED =
            Pattern.compile("(?m)^\\s{0,8}APT::Periodic::Unattended-Upgrade\\s{1,8}\"(\\d{1,4})\"");
    private static final Pattern APPLY =
            Pattern.compile("(?mi)^\\s{0,8}apply_updates\\s{0,8}=\\s{0,8}(yes|true|1)\\s*$");

    /** The files that Debian, Ubuntu, their installers and administrators write it into; others may hold a proxy and its password. */
    private static final Pattern PERIODIC =
            Pattern.compile("[A-Za-z0-9_-]*(periodic|auto|unattended|upgrade)[A-Za-z0-9_-]*(\\.conf)?");

    /** What a service leaves while it runs, and the service. */
    private static final List<Map.Entry<String, String>> CLOCKS = List.of(
            Map.entry("/run/chrony/chronyd.pid", "chrony"),
            Map.entry("/run/chronyd.pid", "chrony"),
            Map.entry("/var/run/chronyd.pid", "chrony"),
            Map.entry("/run/ntpd.pid", "ntpd"),
            Map.entry("/var/run/ntpd.pid", "ntpd"),
            Map.entry("/run/systemd/timesync", "systemd-timesyncd"));

    private final Host host;

    private Upkeep(Host host) {
        this.host = host;
    }

    static void read(Host host, Values values) throws IOException {
        Optional<String> updates = new Upkeep(host).updates();
        values.label("auto_update", updates.orElse(""));
        values.label(
                "time_sync",
                CLOCKS.stream()
                        .filter(clock -> host.exists(clock.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(""));
    }

    private Optional<String> updates() throws IOException {
        List<String> apt = host.list("/etc/apt/apt.conf.d");
        if (!apt.isEmpty()) {
            return Optional.of(isUnattended(apt) ? "unattended-upgrades" : "none");
        }
        if (!host.exists("/etc/dnf/dnf.conf") && !host.exists("/etc/yum.conf")) {
            return Optional.empty();
        }
        if (dnf()) {
            return Optional.of("dnf-automatic");
        }
        return Optional.of(yum() ? "yum-cron" : "none");
    }

    private boolean isUnattended(List<String> files) throws IOException {
        boolean on = false;
        for (String name : files) {
            Matcher days = UNATTENDED.matcher(
                    PERIODIC.matcher(name).matches()
                            ? host.read("/etc/apt/apt.conf.d/" + name).orElse("")
                            : "");
            // What is said later counts.
            while (days.find()) {
                on = Integer.parseInt(days.group(1)) > 0;
            }
        }
        return on;
    }

    private boolean dnf() throws IOException {
        List<String> timers = host.list("/etc/systemd/system/timers.target.wants");
        return timers.contains("dnf-automatic-install.timer")
                || (timers.contains("dnf-automatic.timer") && isApplied("/etc/dnf/automatic.conf"));
    }

    private boolean yum() throws IOException {
        if (host.exists("/var/lock/subsys/yum-cron")) {
            Map<String, String> keys =
                    KeyValues.assignments(host.read("/etc/sysconfig/yum-cron").orElse(""));
            boolean onlyLooks = "yes".equals(keys.get("CHECK_ONLY")) || "yes".equals(keys.get("DOWNLOAD_ONLY"));
            return isApplied("/etc/yum/yum-cron.conf") || (!keys.isEmpty() && !onlyLooks);
        }
        return host.list("/etc/systemd/system/multi-user.target.wants").contains("yum-cron.service")
                && isApplied("/etc/yum/yum-cron.conf");
    }

    private boolean isApplied(String path) throws IOException {
        return APPLY.matcher(host.read(path).orElse("")).find();
    }
}
