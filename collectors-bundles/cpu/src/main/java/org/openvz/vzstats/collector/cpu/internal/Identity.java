package org.openvz.vzstats.collector.cpu.internal;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who made a processor, and which it is. Never its serial number, which some kernels print beside. */
final class Identity {

    private static final Map<String, String> X86_VENDORS = Map.of(
            "GenuineIntel", "intel",
            "AuthenticAMD", "amd",
            "HygonGenuine", "hygon",
            "CentaurHauls", "zhaoxin",
            "Shanghai", "zhaoxin",
            "IBM/S390", "ibm");

    /** The implementer codes of ARM's register MIDR_EL1. */
    private static final Map<String, String> ARM_VENDORS = Map.ofEntries(
            Map.entry("0x41", "arm"),
            Map.entry("0x42", "broadcom"),
            Map.entry("0x43", "cavium"),
            Map.entry("0x46", "fujitsu"),
            Map.entry("0x48", "hisilicon"),
            Map.entry("0x4e", "nvidia"),
            Map.entry("0x50", "apm"),
            Map.entry("0x51", "qualcomm"),
            Map.entry("0x61", "apple"),
            Map.entry("0x6d", "microsoft"),
            Map.entry("0x70", "phytium"),
            Map.entry("0xc0", "ampere"));

    /** Implementer and part of the processors that servers have; others go by their numbers. */
    private static final Map<String, String> ARM_MODELS = Map.ofEntries(
            Map.entry("0x41-0xd03", "Cortex-A53"),
            Map.entry("0x41-0xd05", "Cortex-A55"),
            Map.entry("0x41-0xd07", "Cortex-A57"),
            Map.entry("0x41-0xd08", "Cortex-A72"),
            Map.entry("0x41-0xd0b", "Cortex-A76"),
            Map.entry("0x41-0xd0c", "Neoverse-N1"),
            Map.entry("0x41-0xd40", "Neoverse-V1"),
            Map.entry("0x41-0xd49", "Neoverse-N2"),
            Map.entry("0x41-0xd4f", "Neoverse-V2"),
            Map.entry("0x43-0x0a1", "ThunderX"),
            Map.entry("0x43-0x0af", "ThunderX2"),
            Map.entry("0x48-0xd01", "Kunpeng-920"),
            Map.entry("0x48-0xd02", "Kunpeng-920B"),
            Map.entry("0xc0-0xac3", "Ampere-1"),
            Map.entry("0xc0-0xac4", "Ampere-1a"));

    /** What manufacturers and hypervisors call their processors; as in the metrics file. */
    private static final Pattern PUBLIC = Pattern.compile(
            "(Genuine Intel|Intel|AMD|Dual-Core AMD|Quad-Core AMD|Six-Core AMD|Hygon|VIA|ZHAOXIN|Common|QEMU|Virtual|Westmere|Nehalem"
                    + "|Sandy|Ivy|Haswell|Broadwell|Skylake|Cascadelake|Cooperlake|Icelake|Sapphire|Opteron|Dhyana|Cortex|Neoverse"
                    + "|ThunderX|Kunpeng|Ampere|ARMv|POWER|sifive)[A-Za-z0-9 ()@./+,_-]{0,52}|0x[0-9a-f]{2}-0x[0-9a-f]{3}");

    private static final String OTHER = "other";

    private final Map<String, String> processor;

    /**
     * Reads one block of {@code /proc/cpuinfo}.
     *
     * @param processor its values by key
     */
    Identity(Map<String, String> processor) {
        this.processor = processor;
    }

    Optional<String> vendor() {
        return value("vendor_id")
                .map(id -> X86_VENDORS.getOrDefault(id, OTHER))
                .or(() -> value("CPU implementer").map(code -> ARM_VENDORS.getOrDefault(code, OTHER)))
                .or(() -> value("cpu").filter(cpu -> cpu.startsWith("POWER")).map(cpu -> "ibm"))
                .or(() -> value("uarch").map(uarch -> uarch.startsWith("sifive,") ? "sifive" : OTHER));
    }

    Optional<String> model() {
        return armModel()
                .or(() -> value("model name"))
                .or(() -> value("uarch"))
                // "POWER9 (raw), altivec supported"
                .or(() -> value("cpu").map(cpu -> cpu.split(",", 2)[0]))
                .map(name -> name.replaceAll("\\s+", " "))
                // A virtual machine's owner may give its processor any name.
                .map(name -> PUBLIC.matcher(name).matches() ? name : OTHER);
    }

    private Optional<String> armModel() {
        return value("CPU implementer")
                .flatMap(vendor -> value("CPU part").map(part -> vendor + "-" + part))
                .map(code -> ARM_MODELS.getOrDefault(code, code));
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(processor.get(key)).filter(value -> !value.isBlank());
    }
}
