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

    /**
     * How manufacturers and hypervisors build the names of their processors: words of theirs and numbers, one by one; as in the metrics
     * file. Every word is taken whole or not at all, so that no name takes long.
     */
    static final Pattern PUBLIC = Pattern.compile(
            "(?:(?:(?:1[0-9]th Gen |Genuine )?(?:Intel|INTEL)(?:[(]R[)])?|(?:(?:Dual|Quad|Six|Eight)[- ]Core )?AMD|Hygon|VIA"
                    + "|ZHAOXIN|Common|QEMU Virtual|Westmere E56xx/L56xx/X56xx|ARMv[78])(?: (?:CPU|[Pp]rocessor|@|version|[Cc]lass|rev"
                    + "|with|w/|32-bit|KVM|Mobile|Embedded|(?:Xeon|XEON)(?:[(](?:R|TM)[)])?|Phi(?:[(]TM[)])?|Core(?:[(]TM[)])?2?"
                    + "|Atom(?:[(]TM[)])?|(?:Pentium|Celeron)(?:[(]R[)])?|Celeron_4x0|Ultra|Duo|Quad|Solo|Extreme|Bronze|Silver|Gold"
                    + "|Platinum|BRONZE|SILVER|GOLD|PLATINUM|Max|MAX|i[3579]|D|M|II|X[2-8]|HX|EPYC(?:-(?:Rome|Milan|Genoa|Turin))?"
                    + "|(?:Opteron|Athlon|Phenom|Sempron|Turion)(?:[(](?:tm|TM)[)])?|FX(?:[(]tm[)])?-[0-9]{4}|Ryzen|Threadripper|PRO|AI"
                    + "|Neo|Radeon(?:[(](?:tm|TM)[)])?|Vega|HD|R[2-9]|Graphics|Gfx|Compute|Cores|APU|SOC|[0-9]{1,2}C[+][0-9]{1,2}G"
                    + "|(?:Dual|Triple|Quad|Six|Eight|Twelve|Sixteen)(?:-Core)?|[0-9]{1,3}-[Cc]ores?|C86|Dhyana|Nano|Eden|QuadCore"
                    + "|KaiXian|KaisHeng|[(](?:(?:Sandy Bridge|Ivy Bridge|Haswell|Broadwell|Skylake|Cascadelake|Cooperlake|Icelake"
                    + "|SapphireRapids|GraniteRapids|SierraForest|Snowridge|Knights Mill|Nehalem Core i7)?(?:,? ?(?:no TSX"
                    + "|IBRS(?: update)?))*+|with IBPB|Nehalem-C|Gen [1-5] Class Opteron|Penryn Class Core 2|Conroe/Merom Class Core 2"
                    + "|Nehalem Class Core i7|cpu64-rhel[0-9]|v[78]l)[)]|v[0-9]|[0-9][.][0-9]{1,2}[+]?|[0-9]{1,2}[.][0-9]{1,2}GHz"
                    + "|[0-9]{3,4}MHz|(?:[A-Z]{1,2}[0-9]{0,2}-|[imwx][3579]-)?[A-Z]{0,2}[0-9]{1,5}(?:[A-Z]{0,2}[0-9]{0,2}"
                    + "|x{2,3})[A-Z]{0,2}[+]?),?(?= |$))*+|Cortex-[A-Z][0-9]{1,3}|Neoverse-[A-Z][0-9]|ThunderX2?|Kunpeng-920B?"
                    + "|Ampere-1a?|POWER[0-9]{1,2}[A-Z]?(?: [(](?:raw|architected)[)])?|sifive,[a-z]{1,8}[0-9]{0,3}(?:-mc)?"
                    + "|0x[0-9a-f]{2}-0x[0-9a-f]{3})");

    static final int MAX_LENGTH = 64;

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
                .map(name -> name.length() <= MAX_LENGTH && PUBLIC.matcher(name).matches() ? name : OTHER);
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
