package org.openvz.vzstats.collector.hardware.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public vocabulary of those who make computers, boards and firmware, and of the clouds and hypervisors that name themselves in
 * their place. A firmware's text goes by its first words: {@code Dell Inc.} and {@code Dell Computer Corporation} are the same, and
 * what follows, such as the name of a reseller's customer, is never looked at.
 */
final class Vendors {

    /** Vendor, and how its name begins: words in lower case. */
    private static final Map<String, String> BY_FIRST_WORDS = Stream.of(
                    "acer",
                    "advantech",
                    "akamai: akamai, linode",
                    "alibaba: alibaba",
                    "amazon",
                    "amd: amd, advanced micro devices",
                    "ampere",
                    "apple",
                    "aquarius: aquarius, аквариус",
                    "asrock: asrock, asrockrack",
                    "asus: asus, asustek",
                    "atos: atos, bull, eviden",
                    "bhyve: bhyve, freebsd",
                    "bochs",
                    "cisco",
                    "cloudstack: apache software foundation",
                    "dell: dell, alienware",
                    "depo: depo, депо",
                    "digitalocean",
                    "ecs: ecs, elitegroup",
                    "exoscale",
                    "foxconn: foxconn, hon hai, ingrasys",
                    "fujitsu",
                    "gigabyte: gigabyte, giga byte, giga computing",
                    "google",
                    "graviton: graviton, гравитон",
                    "h3c: h3c, new h3c",
                    "hetzner",
                    "hitachi",
                    "hp: hp, hewlett packard",
                    "hpe: hpe, hewlett packard enterprise",
                    "huawei",
                    "ibm: ibm, international business machines",
                    "icl: icl, icl техно",
                    "inspur: inspur, ieit",
                    "intel",
                    "inventec",
                    "iru",
                    "kontron",
                    "kraftway",
                    "lenovo",
                    "microsoft",
                    "mitac: mitac, tyan",
                    "msi: msi, micro star",
                    "nec",
                    "nutanix",
                    "nvidia",
                    "openstack",
                    "openyard",
                    "oracle: oracle, sun microsystems",
                    "ovirt",
                    "parallels",
                    "pcengines: pc engines, pcengines",
                    "pegatron",
                    "phytium",
                    "qemu",
                    "quanta: quanta, qct",
                    "red_hat: red hat",
                    "rikor",
                    "scaleway",
                    "shuttle",
                    "sugon",
                    "supermicro: supermicro, super micro",
                    "tencent",
                    "toshiba",
                    "upcloud",
                    "utinet",
                    "virtualbox: innotek",
                    "virtuozzo",
                    "vmware",
                    "vultr",
                    "wiwynn",
                    "xen",
                    "xfusion",
                    "yadro",
                    "yandex",
                    "zotac",
                    "zte")
            .flatMap(Vendors::beginnings)
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Who make firmware for others. */
    private static final List<Map.Entry<String, String>> FIRMWARE = List.of(
            Map.entry("american megatrends", "ami"),
            Map.entry("phoenix", "phoenix"),
            Map.entry("insyde", "insyde"),
            Map.entry("award software", "award"),
            Map.entry("seabios", "seabios"),
            Map.entry("edk ii", "edk2"),
            Map.entry("efi development kit", "edk2"),
            Map.entry("tianocore", "edk2"),
            Map.entry("coreboot", "coreboot"),
            Map.entry("u boot", "u-boot"));

    /** What boards say whose maker left the field as it was. */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "to be filled by o e m",
            "to be filled by oem",
            "default string",
            "system manufacturer",
            "system product name",
            "system name",
            "base board manufacturer",
            "not specified",
            "not applicable",
            "not available",
            "none",
            "n a",
            "na",
            "empty",
            "undefined",
            "unknown",
            "o e m",
            "oem",
            "0123456789");

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int MAX_WORDS = 3;
    private static final String OTHER = "other";

    private Vendors() {}

    /** {@return the vendor, or {@code other}; empty if the firmware names none} */
    static Optional<String> nameOf(String text) {
        String words = words(text);
        return isPlaceholder(words)
                ? Optional.empty()
                : Optional.of(known(words).orElse(OTHER));
    }

    /** {@return who made the firmware, or {@code other}; empty if it names nobody} */
    static Optional<String> firmwareOf(String text) {
        String words = words(text);
        if (isPlaceholder(words)) {
            return Optional.empty();
        }
        // "FUJITSU // American Megatrends Inc.", "Ubuntu distribution of EDK II"
        Optional<String> maker = FIRMWARE.stream()
                .filter(firmware -> (" " + words + " ").contains(" " + firmware.getKey() + " "))
                .map(Map.Entry::getValue)
                .findFirst();
        return Optional.of(maker.or(() -> known(words)).orElse(OTHER));
    }

    /** {@return whether a field of the firmware says nothing} */
    static boolean saysNothing(String text) {
        return isPlaceholder(words(text));
    }

    private static Optional<String> known(String words) {
        List<String> first = Arrays.asList(words.split(" ", MAX_WORDS + 1));
        // "hewlett packard enterprise" before "hewlett packard"
        for (int length = Math.min(MAX_WORDS, first.size()); length > 0; length--) {
            String vendor = BY_FIRST_WORDS.get(String.join(" ", first.subList(0, length)));
            if (vendor != null) {
                return Optional.of(vendor);
            }
        }
        return Optional.empty();
    }

    private static boolean isPlaceholder(String words) {
        return words.isEmpty() || PLACEHOLDERS.contains(words);
    }

    private static String words(String text) {
        return NO_WORD.matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                // "Intel(R) Corporation"
                .replace(" r ", " ")
                .strip();
    }

    private static Stream<Map.Entry<String, String>> beginnings(String line) {
        String[] vendor = line.split(": ", 2);
        return Arrays.stream(vendor[vendor.length - 1].split(", ", -1)).map(words -> Map.entry(words, vendor[0]));
    }
}
