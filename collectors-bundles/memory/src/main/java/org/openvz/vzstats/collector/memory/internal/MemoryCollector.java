package org.openvz.vzstats.collector.memory.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.KeyValues;
import org.openvz.vzstats.collector.support.Numbers;
import org.osgi.service.component.annotations.Component;

/**
 * Reads memory, swap and how the kernel deals them out, from {@code /proc} and {@code /sys/kernel/mm}:
 *
 * <pre>{@code
 * {"memory.available_percent": 61, "memory.beancounter_failures": {"kmemsize": 1, "privvmpages": 3}, "memory.hugepages": 0,
 *  "memory.ksm": true, "memory.overcommit": "heuristic", "memory.overcommit_percent": 85, "memory.pfcache": false, "memory.psi": false,
 *  "memory.swap_total": 4, "memory.swap_used_percent": 12, "memory.total": 64, "memory.transparent_hugepages": "always"}
 * }</pre>
 */
@Component
@CollectorName("memory")
public final class MemoryCollector implements Collector {

    /** 1 PiB: more is no memory of one host. */
    private static final long MAX_KIBIBYTES = 1L << 40;

    private static final long KIBIBYTES_PER_GIBIBYTE = 1L << 20;
    private static final Pattern HUGEPAGES = Pattern.compile("hugepages-(\\d{1,10})kB");
    private static final Pattern CHOSEN = Pattern.compile("\\[([a-z]{1,16})]");
    private static final List<String> OVERCOMMIT = List.of("heuristic", "always", "never");

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Optional<String> text = host.read("/proc/meminfo");
        List<Map<String, String>> meminfo = KeyValues.blocks(text.orElse(""));
        if (!meminfo.isEmpty()) {
            memory(host, meminfo.get(0), section);
            swap(meminfo.get(0), section);
            section.flag("memory.psi", host.read("/proc/pressure/memory").isPresent());
        }
        hugepages(host, section);
        sharing(host, section);
        pageCache(host, section);
        overcommit(host, section);
        Optional<String> beancounters = host.read("/proc/user_beancounters");
        if (beancounters.isPresent()) {
            Beancounters.count(beancounters.get(), section);
        }
    }

    private static void memory(Host host, Map<String, String> meminfo, Section.Builder section) throws IOException {
        OptionalLong total = kibibytes(meminfo, "MemTotal");
        if (total.isEmpty() || total.getAsLong() == 0) {
            return;
        }
        section.quantity("memory.total", installed(total.getAsLong()));
        // Kernels before 3.14 do not estimate it, and the sum of free and cached would be another quantity.
        percent(kibibytes(meminfo, "MemAvailable"), total, "memory.available_percent", section);
        OptionalLong committed = Commitment.read(host);
        if (committed.isPresent()) {
            section.quantity("memory.overcommit_percent", committed.getAsLong() * 1024 * 100 / total.getAsLong());
        }
    }

    private static void swap(Map<String, String> meminfo, Section.Builder section) throws BudgetExceededException {
        OptionalLong total = kibibytes(meminfo, "SwapTotal");
        OptionalLong free = kibibytes(meminfo, "SwapFree");
        if (total.isEmpty()) {
            return;
        }
        section.quantity("memory.swap_total", gibibytes(total.getAsLong()));
        if (total.getAsLong() > 0 && free.isPresent()) {
            OptionalLong used = OptionalLong.of(total.getAsLong() - free.getAsLong());
            percent(used, total, "memory.swap_used_percent", section);
        }
    }

    private static void percent(OptionalLong part, OptionalLong whole, String metric, Section.Builder section)
            throws BudgetExceededException {
        if (part.isPresent() && part.getAsLong() >= 0 && part.getAsLong() <= whole.getAsLong()) {
            section.quantity(metric, part.getAsLong() * 100 / whole.getAsLong());
        }
    }

    private static void hugepages(Host host, Section.Builder section) throws IOException {
        String directory = "/sys/kernel/mm/hugepages";
        long kibibytes = 0;
        boolean known = false;
        for (String name : host.list(directory)) {
            Matcher size = HUGEPAGES.matcher(name);
            if (!size.matches()) {
                continue;
            }
            long pageSize = Long.parseLong(size.group(1));
            OptionalLong pages =
                    Numbers.read(host, directory + "/" + name + "/nr_hugepages", MAX_KIBIBYTES / Math.max(1, pageSize));
            if (pages.isEmpty()) {
                // A sum without it would be wrong.
                return;
            }
            known = true;
            kibibytes += pages.getAsLong() * pageSize;
        }
        if (known) {
            section.quantity("memory.hugepages", gibibytes(kibibytes));
        }
    }

    private static void sharing(Host host, Section.Builder section) throws IOException {
        // 2 is "stopped, and what was shared taken apart".
        OptionalLong ksm = Numbers.read(host, "/sys/kernel/mm/ksm/run", 2);
        if (ksm.isPresent()) {
            section.flag("memory.ksm", ksm.getAsLong() == 1);
        }
        // EL6 kept the feature under a name of its own.
        for (String directory : List.of("redhat_transparent_hugepage", "transparent_hugepage")) {
            Matcher chosen = CHOSEN.matcher(
                    host.read("/sys/kernel/mm/" + directory + "/enabled").orElse(""));
            if (chosen.find()) {
                section.text("memory.transparent_hugepages", chosen.group(1));
            }
        }
    }

    /** Only the kernels of OpenVZ and Virtuozzo can have it; where they do, a file system of its own keeps the files in common. */
    private static void pageCache(Host host, Section.Builder section) throws IOException {
        if (!host.exists("/proc/vz")) {
            return;
        }
        Set<String> mountPoints = host.read("/proc/mounts")
                .orElse("")
                .lines()
                .map(line -> line.split(" ", 3))
                .filter(columns -> columns.length == 3)
                .map(columns -> columns[1])
                .collect(Collectors.toSet());
        // A list without the root is none.
        if (mountPoints.contains("/")) {
            section.flag("memory.pfcache", mountPoints.stream().anyMatch(path -> path.endsWith("/pfcache")));
        }
    }

    private static void overcommit(Host host, Section.Builder section) throws IOException {
        OptionalLong mode = Numbers.read(host, "/proc/sys/vm/overcommit_memory", OVERCOMMIT.size() - 1L);
        if (mode.isPresent()) {
            section.text("memory.overcommit", OVERCOMMIT.get(Math.toIntExact(mode.getAsLong())));
        }
    }

    /**
     * The kernel keeps some per cent of the memory for itself, so that 64 GiB show as 62.7: rounds up to a sixteenth of the power of
     * two below, but at least to a whole GiB.
     */
    private static long installed(long kibibytes) {
        long gibibytes = gibibytes(kibibytes);
        long step = Math.max(1, Long.highestOneBit(gibibytes) / 16);
        return (gibibytes + step - 1) / step * step;
    }

    /** Rounds up: swap of 2 GiB shows one page less, and a little is not none. */
    private static long gibibytes(long kibibytes) {
        return (kibibytes + KIBIBYTES_PER_GIBIBYTE - 1) / KIBIBYTES_PER_GIBIBYTE;
    }

    private static OptionalLong kibibytes(Map<String, String> meminfo, String key) {
        String value = meminfo.getOrDefault(key, "");
        return value.endsWith(" kB")
                ? Numbers.parse(value.substring(0, value.length() - 3), MAX_KIBIBYTES)
                : OptionalLong.empty();
    }
}
