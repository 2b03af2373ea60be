package org.openvz.vzstats.collector.support.container;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openvz.vzstats.collector.support.Json;
import org.openvz.vzstats.collector.support.Numbers;

/**
 * What {@code /etc/vz/conf/<id>.conf} sets, of which only the keys named here are looked at:
 *
 * <pre>{@code
 * ONBOOT="yes"
 * PHYSPAGES="0:1G"
 * DISKSPACE="10G:11G"
 * OSTEMPLATE="centos-6-x86_64"
 * }</pre>
 */
final class VzSettings {

    private static final long PAGE = 4096;
    private static final long KIBIBYTE = 1024;
    private static final long MAX_CPUS = 8192;
    private static final long MAX_PERCENT = 100 * MAX_CPUS;
    private static final long MAX_UNITS = 500_000;
    private static final long DEFAULT_UNITS = 1000;

    /** What kernels of 64 and of 32 bit write where there is no limit. */
    private static final Set<String> UNLIMITED = Set.of("unlimited", "9223372036854775807", "2147483647");

    private static final Set<String> FEATURES =
            Set.of("sysfs", "nfs", "sit", "ipip", "ppp", "ipgre", "bridge", "nfsd", "fuse");
    private static final Set<String> NETFILTER = Set.of("disabled", "stateless", "stateful", "full");
    private static final Map<String, String> ON_BOOT = Map.of("yes", "on", "no", "off", "auto", "auto");

    private final Map<String, String> set;
    private final boolean whole;
    private final boolean version7;

    /**
     * Of one container.
     *
     * @param set the assignments
     * @param whole whether they are its configuration, and not only what is told of it
     * @param version7 whether the container is one of OpenVZ 7
     */
    VzSettings(Map<String, String> set, boolean whole, boolean version7) {
        this.set = set;
        this.whole = whole;
        this.version7 = version7;
    }

    /** Adds what {@code vzlist -j} says and the configuration does not, in the words of the configuration. */
    static void addListed(JsonNode entry, Map<String, String> known) {
        for (String text : List.of("ostemplate", "distribution", "features", "netfilter", "origin_sample", "onboot")) {
            Json.text(entry, text).ifPresent(value -> known.putIfAbsent(key(text), value));
        }
        Json.flag(entry, "onboot").ifPresent(on -> known.putIfAbsent("ONBOOT", on ? "yes" : "no"));
        for (String number : List.of("cpulimit", "cpuunits", "cpus", "iolimit", "iopslimit")) {
            Json.number(entry.path(number), Long.MAX_VALUE)
                    .ifPresent(value -> known.putIfAbsent(key(number), Long.toString(value)));
        }
        for (String pages : List.of("physpages", "swappages")) {
            Json.number(entry.path(pages).path("limit"), Long.MAX_VALUE)
                    .ifPresent(limit -> known.putIfAbsent(key(pages), "0:" + limit));
        }
        Json.number(entry.path("diskspace").path("hardlimit"), Long.MAX_VALUE)
                .ifPresent(limit -> known.putIfAbsent("DISKSPACE", Long.toString(limit)));
    }

    /** {@return {@code ploop} or {@code simfs}, of a word or of the version of a layout; empty if it is neither} */
    static Optional<String> layoutOf(String layout) {
        return switch (layout.strip()) {
            case "simfs", "4" -> Optional.of("simfs");
            case "5" -> Optional.of("ploop");
            default -> layout.startsWith("ploop") ? Optional.of("ploop") : Optional.empty();
        };
    }

    /** An image may be of another format. */
    static Optional<String> image(Optional<String> layout, Map<String, String> set) {
        boolean qcow2 = set.getOrDefault("VEIMAGEFORMAT", "").equals("qcow2");
        return layout.map(name -> name.equals("ploop") && qcow2 ? "qcow2" : name);
    }

    static Optional<Boolean> yes(String text) {
        return switch (text) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    void into(ContainerBuilder container) {
        contents(container);
        limits(container);
        container.features = Optional.ofNullable(set.get("FEATURES")).map(VzSettings::featuresOn);
        container.netfilter = word("NETFILTER", NETFILTER);
        container.onBoot = Optional.ofNullable(ON_BOOT.get(get("ONBOOT")));
        container.sample = ConfigSamples.word(get("ORIGIN_SAMPLE"));
        container.ha = yes(get("HA_ENABLE"));
        if (whole) {
            network(container);
        }
    }

    private void contents(ContainerBuilder container) {
        String template = get("OSTEMPLATE");
        container.template = OsTemplates.word(template);
        container.distribution = Distribution.ofTemplate(template);
        if (container.distribution.isEmpty() && !get("DISTRIBUTION").isEmpty()) {
            container.distribution = Optional.of(Distribution.of(get("DISTRIBUTION"), ""));
        } else if (container.distribution.isEmpty() && container.template.isPresent()) {
            container.distribution = Optional.of(Distribution.OTHER);
        }
        container.applications = words(get("TEMPLATES")).map(AppTemplates::word).collect(Collectors.toSet());
    }

    private void limits(ContainerBuilder container) {
        Optional<Limit> physical = amount("PHYSPAGES", PAGE, Amounts.MEBIBYTE);
        boolean limited = physical.isPresent() && physical.get().amount().isPresent();
        container.memory = limited || version7 ? physical : amount("PRIVVMPAGES", PAGE, Amounts.MEBIBYTE);
        // On OpenVZ 7 there is no other way.
        container.vswap = version7 ? Optional.empty() : physical.map(limit -> limited);
        // Without a limit of physical memory a container has no swap of its own.
        container.swap = limited ? amount("SWAPPAGES", PAGE, Amounts.MEBIBYTE) : Optional.empty();
        container.disk = amount("DISKSPACE", KIBIBYTE, Amounts.GIBIBYTE);
        container.cpus = count(get("CPUS"), MAX_CPUS);
        OptionalLong units = Numbers.parse(get("CPUUNITS"), MAX_UNITS);
        container.cpuWeight =
                units.isPresent() ? OptionalLong.of(units.getAsLong() * 100 / DEFAULT_UNITS) : OptionalLong.empty();
        container.cpuLimit = count(get("CPULIMIT").replace("%", ""), MAX_PERCENT);
        if (whole) {
            container.ioLimits(isLimited("IOLIMIT"), isLimited("IOPSLIMIT"));
        }
    }

    /** None means no limit, unless the configuration itself is not known. */
    private Optional<Limit> count(String text, long max) {
        if (text.isEmpty() || UNLIMITED.contains(text)) {
            return whole || !text.isEmpty() ? Optional.of(Limit.NONE) : Optional.empty();
        }
        OptionalLong number = Numbers.parse(text, max);
        return number.isPresent()
                ? Optional.of(number.getAsLong() == 0 ? Limit.NONE : Limit.of(number.getAsLong()))
                : Optional.empty();
    }

    private boolean isLimited(String key) {
        String digits = get(key).replaceAll("[^0-9]", "");
        return !digits.isEmpty() && !digits.chars().allMatch(digit -> digit == '0');
    }

    /** The limit of {@code barrier:limit}; if there is one number only, it is both. */
    private Optional<Limit> amount(String key, long unit, long inUnitsOf) {
        String value = get(key);
        String limit = value.substring(value.lastIndexOf(':') + 1);
        if (UNLIMITED.contains(limit)) {
            return Optional.of(Limit.NONE);
        }
        // P counts pages.
        boolean pages = limit.endsWith("P") || limit.endsWith("p");
        OptionalLong bytes =
                pages ? Amounts.bytes(limit.substring(0, limit.length() - 1), PAGE) : Amounts.bytes(limit, unit);
        return Amounts.limit(bytes, inUnitsOf);
    }

    private void network(ContainerBuilder container) {
        boolean venet = !get("IP_ADDRESS").isBlank();
        boolean veth = get("NETIF").contains("ifname=");
        container.network(venet && veth ? Set.of("venet", "veth") : Set.of(venet ? "venet" : veth ? "veth" : "none"));
    }

    /** {@code nfs:on fuse:off}. */
    private static Set<String> featuresOn(String features) {
        return words(features)
                .filter(feature -> feature.endsWith(":on"))
                .map(feature -> feature.substring(0, feature.length() - 3))
                .map(feature -> FEATURES.contains(feature) ? feature : "other")
                .collect(Collectors.toSet());
    }

    private Optional<String> word(String key, Set<String> words) {
        return Optional.of(get(key)).filter(words::contains);
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split("[\\s,]+", -1)).filter(word -> !word.isEmpty());
    }

    private static String key(String field) {
        return field.toUpperCase(Locale.ROOT);
    }

    private String get(String key) {
        return set.getOrDefault(key, "");
    }
}
