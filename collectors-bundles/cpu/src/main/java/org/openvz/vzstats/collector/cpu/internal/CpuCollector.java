package org.openvz.vzstats.collector.cpu.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.KeyValues;
import org.openvz.vzstats.collector.support.Numbers;
import org.osgi.service.component.annotations.Component;

/**
 * Reads the processors from {@code /proc/cpuinfo} and {@code /sys/devices/system}:
 *
 * <pre>{@code
 * {"cpu.aes": true, "cpu.avx2": false, "cpu.avx512": false, "cpu.cores": 12, "cpu.governor": "ondemand", "cpu.mhz": 2000,
 *  "cpu.model": "Intel(R) Xeon(R) CPU E5-2620 0 @ 2.00GHz", "cpu.nested_paging": true, "cpu.numa_nodes": 2, "cpu.sockets": 2,
 *  "cpu.threads": 24, "cpu.vendor": "intel", "cpu.virtualization": "vmx", "cpu.x86_level": "v2"}
 * }</pre>
 */
@Component
@CollectorName("cpu")
public final class CpuCollector implements Collector {

    private static final Pattern NODE = Pattern.compile("node\\d{1,4}");
    private static final Pattern GIGAHERTZ = Pattern.compile("@ (\\d{1,2})\\.(\\d{2})GHz");
    private static final Pattern MEGAHERTZ = Pattern.compile("(\\d{1,5})(\\.\\d+)?(MHz)?");
    private static final String FREQUENCY = "/sys/devices/system/cpu/cpu0/cpufreq/";
    private static final long MAX_KILOHERTZ = 20_000_000;

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        List<Map<String, String>> blocks =
                KeyValues.blocks(host.read("/proc/cpuinfo").orElse(""));
        Optional<Map<String, String>> first = blocks.stream()
                .filter(block -> block.containsKey("processor") || block.containsKey("vendor_id"))
                .findFirst();
        if (first.isPresent()) {
            Map<String, String> processor = first.get();
            identity(new Identity(processor), section);
            frequency(host, processor, section);
            features(processor, section);
        }
        topology(Topology.read(host, blocks), section);
        numa(host, section);
        Optional<String> governor = host.read(FREQUENCY + "scaling_governor").map(String::strip);
        if (governor.isPresent() && !governor.get().isEmpty()) {
            section.text("cpu.governor", governor.get());
        }
    }

    private static void identity(Identity identity, Section.Builder section) throws BudgetExceededException {
        Optional<String> vendor = identity.vendor();
        if (vendor.isPresent()) {
            section.text("cpu.vendor", vendor.get());
        }
        Optional<String> model = identity.model();
        if (model.isPresent()) {
            section.text("cpu.model", model.get());
        }
    }

    /** The nominal frequency where the host says it; the highest, or the present one, where it does not. */
    private static void frequency(Host host, Map<String, String> processor, Section.Builder section)
            throws IOException {
        OptionalLong megahertz = nominal(processor.getOrDefault("model name", ""));
        for (String file : List.of("base_frequency", "cpuinfo_max_freq")) {
            if (megahertz.isEmpty()) {
                OptionalLong kilohertz = Numbers.read(host, FREQUENCY + file, MAX_KILOHERTZ);
                megahertz =
                        kilohertz.isPresent() ? OptionalLong.of(kilohertz.getAsLong() / 1000) : OptionalLong.empty();
            }
        }
        if (megahertz.isEmpty()) {
            Matcher present = MEGAHERTZ.matcher(processor.getOrDefault("cpu MHz", processor.getOrDefault("clock", "")));
            megahertz = present.matches() ? Numbers.parse(present.group(1), MAX_KILOHERTZ / 1000) : megahertz;
        }
        if (megahertz.isPresent() && megahertz.getAsLong() > 0) {
            section.quantity("cpu.mhz", megahertz.getAsLong());
        }
    }

    private static OptionalLong nominal(String modelName) {
        Matcher gigahertz = GIGAHERTZ.matcher(modelName);
        return gigahertz.find()
                ? Numbers.parse(gigahertz.group(1) + gigahertz.group(2) + "0", MAX_KILOHERTZ / 1000)
                : OptionalLong.empty();
    }

    private static void features(Map<String, String> processor, Section.Builder section)
            throws BudgetExceededException {
        Set<String> features = words(processor.getOrDefault("Features", ""));
        if (!features.isEmpty()) {
            section.flag("cpu.aes", features.contains("aes"));
        }
        Set<String> flags = words(processor.getOrDefault("flags", ""));
        if (!flags.isEmpty()) {
            x86(flags, words(processor.getOrDefault("vmx flags", "")), section);
        }
    }

    private static void x86(Set<String> flags, Set<String> vmxFlags, Section.Builder section)
            throws BudgetExceededException {
        section.flag("cpu.aes", flags.contains("aes"));
        section.flag("cpu.avx2", flags.contains("avx2"));
        section.flag("cpu.avx512", flags.contains("avx512f"));
        section.text("cpu.virtualization", flags.contains("vmx") ? "vmx" : flags.contains("svm") ? "svm" : "none");
        section.flag("cpu.nested_paging", flags.contains("ept") || flags.contains("npt") || vmxFlags.contains("ept"));
        section.text("cpu.x86_level", X86Level.of(flags).label());
    }

    private static void topology(Topology topology, Section.Builder section) throws BudgetExceededException {
        if (topology.sockets() > 0) {
            section.quantity("cpu.sockets", topology.sockets());
        }
        if (topology.cores() > 0) {
            section.quantity("cpu.cores", topology.cores());
        }
        if (topology.threads() > 0) {
            section.quantity("cpu.threads", topology.threads());
        }
    }

    private static void numa(Host host, Section.Builder section) throws IOException {
        long nodes = host.list("/sys/devices/system/node").stream()
                .filter(name -> NODE.matcher(name).matches())
                .count();
        if (nodes > 0) {
            section.quantity("cpu.numa_nodes", nodes);
        }
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(text.split("\\s+", -1)));
    }
}
