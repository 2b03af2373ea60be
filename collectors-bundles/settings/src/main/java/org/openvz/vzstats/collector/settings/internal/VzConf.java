package org.openvz.vzstats.collector.settings.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.KeyValues;
import org.openvz.vzstats.collector.support.container.ConfigSamples;
import org.openvz.vzstats.collector.support.container.OsTemplates;

/**
 * The settings of all containers of OpenVZ and Virtuozzo, in {@code /etc/vz/vz.conf}. Names of devices, addresses, proxies and paths
 * are in it, too: only these keys are read. What new containers are stored in is told by the topic simfs.
 */
final class VzConf {

    private static final Pattern MODULES = Pattern.compile("(?m)^IPTABLES(?:_MODULES)?=\"([^\"]{0,8000})\"");

    /** On each line a path's key, and what it is when nobody changed it. */
    private static final Map<String, Set<String>> DEFAULT_PATHS = Map.of(
            "VE_PRIVATE", Set.of("/vz/private/$VEID", "/var/lib/vz/private/$VEID"),
            "VE_ROOT", Set.of("/vz/root/$VEID", "/var/lib/vz/root/$VEID"),
            "TEMPLATE", Set.of("/vz/template", "/var/lib/vz/template"),
            "LOCKDIR", Set.of("/vz/lock", "/var/lib/vz/lock", "/var/lib/vzctl/lock"),
            "DUMPDIR", Set.of("/vz/dump", "/vz/tmp", "/var/lib/vz/dump"));

    private static final long MAX_LOG_LEVEL = 100;
    private static final long MAX_PARALLEL = 10_000;

    private VzConf() {}

    static void read(Host host, Values values) throws IOException {
        String text = host.read("/etc/vz/vz.conf").orElse("");
        Map<String, String> keys = KeyValues.assignments(text);
        values.label(
                "def_ostemplate",
                OsTemplates.word(keys.getOrDefault("DEF_OSTEMPLATE", "")).orElse(""));
        values.label(
                "configfile",
                ConfigSamples.word(keys.getOrDefault("CONFIGFILE", "")).orElse(""));
        values.category("ve_stop_mode", keys.get("VE_STOP_MODE"), Set.of("stop", "suspend"));
        values.flag("vz_logging", keys.get("LOGGING"));
        values.quantity("vz_log_level", keys.get("LOG_LEVEL"), MAX_LOG_LEVEL);
        values.flag("vz_ipv6", keys.get("IPV6"));
        values.flag("disk_quota", keys.get("DISK_QUOTA"));
        values.flag("vzfastboot", keys.get("VZFASTBOOT"));
        values.flag("vzwdog", keys.get("VZWDOG"));
        values.flag("traffic_shaping", keys.get("TRAFFIC_SHAPING"));
        values.flag("golden_image", keys.get("GOLDEN_IMAGE"));
        values.flag("use_net_rps", keys.get("USE_NET_RPS"));
        values.quantity("ve_parallel", keys.get("VE_PARALLEL"), MAX_PARALLEL);
        values.quantity("iptables_modules", modules(text));
        paths(keys, values);
    }

    /** The list goes over many lines; how many there are is enough. */
    private static OptionalLong modules(String text) {
        Matcher modules = MODULES.matcher(text);
        return modules.find()
                ? OptionalLong.of(Arrays.stream(modules.group(1).split("[\\s\\\\]+", -1))
                        .filter(module -> !module.isEmpty())
                        .count())
                : OptionalLong.empty();
    }

    private static void paths(Map<String, String> keys, Values values) throws IOException {
        for (Map.Entry<String, Set<String>> path : DEFAULT_PATHS.entrySet()) {
            String chosen = keys.get(path.getKey());
            if (chosen != null) {
                values.counted("custom_paths");
                if (!path.getValue().contains(chosen)) {
                    values.count("custom_paths", path.getKey());
                }
            }
        }
    }
}
