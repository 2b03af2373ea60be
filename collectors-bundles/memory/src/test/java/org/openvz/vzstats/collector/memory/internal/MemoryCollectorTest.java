package org.openvz.vzstats.collector.memory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class MemoryCollectorTest {

    private final MemoryCollector collector = new MemoryCollector();

    @TempDir
    private Path empty;

    @Test
    void thisMachine() throws IOException {
        String census = RecordedHost.thisMachine().census(collector);
        assertTrue(census.contains("memory.total = "), census);
        assertTrue(census.contains("memory.available_percent = "), census);
    }

    @Test
    void anEmptyHostHasNone() throws IOException {
        assertEquals("", new RecordedHost(empty).census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "1010000, 1",
        "3900000, 4",
        "8000000, 8",
        "16300000, 16",
        "32700000, 32",
        "65900000, 64",
        "131800000, 128",
        "197500000, 192",
        "395800000, 384",
        "528000000, 512",
        "1056400000, 1024"
    })
    void memoryIsRoundedUpToWhatIsInstalled(long kibibytes, long gibibytes) throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/proc/meminfo", "MemTotal: " + kibibytes + " kB\n");
        assertEquals("memory.psi = false\nmemory.total = " + gibibytes + "\n", host.census(collector));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MemTotal: 99999999999999999999999 kB\nSwapTotal: -5 kB\nMemAvailable: 5 kB",
                "MemTotal: 1099511627777 kB",
                "MemTotal: 64",
                "MemTotal: 64 GB",
                "MemTotal: 0 kB\nMemAvailable: 5 kB",
                "MemTot"
            })
    void aSizeThatCannotBeTrueIsLeftOut(String meminfo) throws IOException {
        String census = new RecordedHost(empty).with("/proc/meminfo", meminfo).census(collector);
        assertTrue(census.isEmpty() || census.equals("memory.psi = false\n"), census);
    }

    @Test
    void aPartAboveItsWholeIsLeftOut() throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with(
                        "/proc/meminfo",
                        "MemTotal: 1000 kB\nMemAvailable: 1001 kB\nSwapTotal: 1000 kB\nSwapFree: 1001 kB\n");
        assertEquals("memory.psi = false\nmemory.swap_total = 1\nmemory.total = 1\n", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "'rootfs / rootfs rw 0 0\n/dev/ploop1p1 /vz/pfcache ext4 rw 0 0\n', memory.pfcache = true",
        "'/dev/sda2 / ext4 rw 0 0\n/dev/ploop1p1 /data/vz/pfcache ext4 rw 0 0\n', memory.pfcache = true",
        "'/dev/sda2 / ext4 rw 0 0\n/dev/ploop1p1 /vz/root/1 ext4 rw,pfcache_csum 0 0\n', memory.pfcache = false",
        "'/dev/sda2 / ext4 rw 0 0\n/vz/pfcache', memory.pfcache = false",
        "'/dev/ploop1p1 /vz/pfcache ext4 rw 0 0\n', ''",
        "'', ''"
    })
    void theCacheThatContainersShareIsMounted(String mounts, String expected) throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/proc/mounts", mounts);
        assertEquals("", host.census(collector));
        assertEquals(
                expected,
                host.with("/proc/vz/version", "2.7\n").census(collector).strip());
    }

    @ParameterizedTest
    @CsvSource({
        "0:2G, 0:1G, 75",
        "0:524288, 262144, 75",
        "0:16G, 0:1G, 425",
        "0:1, 0:1, 0",
        "0:2G, 0:unlimited, ''",
        "0:2G, '', ''",
        "0:2G, 0:x, ''"
    })
    void whatRunningContainersMayTakeTogether(String one, String other, String percent) throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/proc/meminfo", "MemTotal: 4194304 kB\n")
                .with("/proc/vz/version", "2.7\n")
                .with(
                        "/proc/user_beancounters",
                        "  101: kmemsize 1 2 3 4 0\n  102: kmemsize 1 2 3 4 0\n    0: kmemsize 1 2 3 4 0\n")
                .with("/etc/vz/conf/0.conf", "PHYSPAGES=\"0:64G\"\n")
                .with("/etc/vz/conf/101.conf", "PHYSPAGES=\"" + one + "\"\n")
                .with("/etc/vz/conf/102.conf", "PHYSPAGES=\"" + other + "\"\n")
                .with("/etc/vz/conf/103.conf", "PHYSPAGES=\"0:64G\"\n");
        assertEquals(
                percent.isEmpty() ? "" : "memory.overcommit_percent = " + percent + "\n",
                host.census(collector)
                        .lines()
                        .filter(line -> line.startsWith("memory.overcommit_percent"))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void garbageIsLeftOut() throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/proc/sys/vm/overcommit_memory", "3\n")
                .with("/sys/kernel/mm/ksm/run", "on\n")
                .with("/sys/kernel/mm/transparent_hugepage/enabled", "always madvise never\n")
                .with("/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "0\n")
                .with("/sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages", "99999999999999\n")
                .with("/proc/user_beancounters", "Version: 2.5\n  101: kmemsize 1 2 3\n  101: secret 1 2 3 4 5\n");
        assertEquals("", host.census(collector));
    }

    @Test
    void aFailureCountThatIsNoneIsNotCounted() throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with(
                        "/proc/user_beancounters",
                        "  101: kmemsize 1 2 3 4 -1\n numproc 1 2 3 4 7\n physpages 1 2 3 4 x\n");
        assertEquals("memory.beancounter_failures = {numproc=1}\n", host.census(collector));
    }
}
