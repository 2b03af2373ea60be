package org.openvz.vzstats.collector.clusters.internal;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Host;

/**
 * Storage mirrored by DRBD. Version 8 tells its state in {@code /proc/drbd}, version 9 only in its configuration:
 *
 * <pre>{@code
 *  0: cs:Connected ro:Primary/Secondary ds:UpToDate/UpToDate C r-----
 * }</pre>
 */
final class Drbd {

    private static final Pattern DEVICE = Pattern.compile(
            "(?m)^ {0,3}\\d{1,3}: cs:([A-Za-z]{1,24})(?: (?:ro|st):([A-Za-z]{1,12})/[A-Za-z]{1,12} ds:([A-Za-z]{1,16})/([A-Za-z]{1,16}))?");
    private static final Pattern PEER = Pattern.compile("(?m)^\\s{0,32}on\\s{1,8}\\S{1,255}\\s{0,8}\\{");
    private static final String UP_TO_DATE = "UpToDate";

    /** Read before more of them would tell nothing new. */
    private static final int MAX_RESOURCES = 16;

    private Drbd() {}

    static void read(Host host, Findings findings) throws IOException {
        Matcher device = DEVICE.matcher(host.read("/proc/drbd").orElse(""));
        boolean any = false;
        boolean healthy = true;
        while (device.find()) {
            if (!device.group(1).equals("Unconfigured")) {
                any = true;
                healthy &= device.group(1).equals("Connected")
                        && UP_TO_DATE.equals(device.group(3))
                        && UP_TO_DATE.equals(device.group(4));
                role(device.group(2), findings);
            }
        }
        if (any) {
            findings.health(healthy);
        }
        // Of version 8 there are always two.
        long peers = any ? 2 : peers(host);
        if (peers > 0) {
            findings.member("drbd", 1);
            findings.size("drbd_size", OptionalLong.of(peers));
        }
    }

    private static void role(@Nullable String role, Findings findings) {
        if ("Primary".equals(role)) {
            findings.role("drbd-primary");
        } else if ("Secondary".equals(role)) {
            findings.role("drbd-secondary");
        }
    }

    /** {@return the most hosts that one resource is on} */
    private static long peers(Host host) throws IOException {
        long most = 0;
        int read = 0;
        for (String name : host.list("/etc/drbd.d")) {
            if (name.endsWith(".res") && read++ < MAX_RESOURCES) {
                String resource = host.read("/etc/drbd.d/" + name).orElse("");
                most = Math.max(most, PEER.matcher(resource).results().count());
            }
        }
        return most;
    }
}
