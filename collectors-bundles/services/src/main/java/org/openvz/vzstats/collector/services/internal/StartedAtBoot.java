package org.openvz.vzstats.collector.services.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;

/** Finds what a host starts by itself in the directories that its init system reads, as {@code systemctl} and {@code chkconfig} do. */
final class StartedAtBoot {

    private static final String SYSTEMD = "/etc/systemd/system";
    private static final Pattern UNIT = Pattern.compile("([^/]{1,200})\\.(service|socket|timer|path|target)");
    private static final Pattern START_LINK = Pattern.compile("S\\d\\d([^/]{1,200})");
    private static final Pattern DEFAULT_RUNLEVEL = Pattern.compile("(?m)^id:([2-5]):initdefault:");
    private static final Pattern UPSTART_JOB = Pattern.compile("([^/]{1,200})\\.conf");
    private static final Pattern UPSTART_START = Pattern.compile("(?m)^start on ");
    private static final Pattern UPSTART_MANUAL = Pattern.compile("(?m)^manual\\s*$");

    private final Host host;
    private final Set<String> services = new TreeSet<>();
    private boolean known;

    private StartedAtBoot(Host host) {
        this.host = host;
    }

    /** {@return the services; empty if the directories of this init system are not there} */
    static Optional<Set<String>> read(Host host, InitSystem init) throws IOException {
        StartedAtBoot boot = new StartedAtBoot(host);
        switch (init) {
            case SYSTEMD -> boot.systemd();
            case UPSTART -> {
                boot.upstart();
                boot.runlevel(Set.of());
            }
            case SYSVINIT -> boot.runlevel(Set.of());
            case OPENRC -> {
                boot.names("/etc/runlevels/boot");
                boot.names("/etc/runlevels/default");
            }
            case RUNIT -> boot.names("/etc/runit/runsvdir/default");
            case S6, OTHER -> {}
        }
        boot.cron();
        return boot.known ? Optional.of(boot.services) : Optional.empty();
    }

    private void systemd() throws IOException {
        List<String> own = host.list(SYSTEMD);
        List<String> wants = new ArrayList<>();
        for (String name : own) {
            if (name.endsWith(".wants") || name.endsWith(".requires")) {
                wants.addAll(host.list(SYSTEMD + "/" + name));
            }
        }
        String vendor = host.exists("/usr/lib/systemd/system") ? "/usr/lib/systemd/system" : "/lib/systemd/system";
        wants.addAll(host.list(vendor + "/multi-user.target.wants"));
        known |= !wants.isEmpty();
        Set<String> units = new HashSet<>(own);
        for (String unit : wants) {
            Matcher matcher = UNIT.matcher(unit);
            if (matcher.matches() && !(units.contains(unit) && isMasked(unit))) {
                KnownServices.of(matcher.group(1)).ifPresent(services::add);
            }
        }
        // A start script counts only where there is no unit of its name.
        units.addAll(host.list(vendor));
        runlevel(units);
    }

    private boolean isMasked(String unit) {
        return host.linkName(SYSTEMD + "/" + unit).filter("null"::equals).isPresent();
    }

    private void runlevel(Set<String> units) throws IOException {
        for (String name : host.list("/etc/rc" + defaultRunlevel() + ".d")) {
            Matcher link = START_LINK.matcher(name);
            if (link.matches()) {
                known = true;
                if (!units.contains(link.group(1) + ".service")) {
                    KnownServices.of(link.group(1)).ifPresent(services::add);
                }
            }
        }
    }

    private String defaultRunlevel() throws IOException {
        Matcher level = DEFAULT_RUNLEVEL.matcher(host.read("/etc/inittab").orElse(""));
        if (level.find()) {
            return level.group(1);
        }
        return host.exists("/etc/debian_version") ? "2" : "3";
    }

    private void upstart() throws IOException {
        List<String> jobs = host.list("/etc/init");
        for (String name : jobs) {
            Matcher job = UPSTART_JOB.matcher(name);
            Optional<String> service = job.matches() ? KnownServices.of(job.group(1)) : Optional.empty();
            if (service.isPresent() && startsByItself(job.group(1))) {
                known = true;
                services.add(service.get());
            }
        }
    }

    private boolean startsByItself(String job) throws IOException {
        String text = host.read("/etc/init/" + job + ".conf").orElse("");
        String override = host.read("/etc/init/" + job + ".override").orElse("");
        return UPSTART_START.matcher(text).find()
                && !UPSTART_MANUAL.matcher(override).find();
    }

    private void names(String directory) throws IOException {
        for (String name : host.list(directory)) {
            known = true;
            KnownServices.of(name).ifPresent(services::add);
        }
    }

    /** What runs from cron where it has no service. */
    private void cron() {
        for (String job : List.of("pcompact", "vzstats")) {
            if (host.exists("/etc/cron.d/" + job)) {
                KnownServices.of(job).ifPresent(services::add);
            }
        }
    }
}
