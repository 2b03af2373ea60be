package org.openvz.vzstats.collector.cpu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class CpuCollectorTest {

    private final CpuCollector collector = new CpuCollector();

    @TempDir
    private Path empty;

    @Test
    void openVz6() throws IOException {
        assertEquals(
                """
                cpu.aes = true
                cpu.avx2 = false
                cpu.avx512 = false
                cpu.cores = 12
                cpu.governor = ondemand
                cpu.mhz = 2000
                cpu.model = Intel(R) Xeon(R) CPU E5-2620 0 @ 2.00GHz
                cpu.nested_paging = true
                cpu.numa_nodes = 2
                cpu.sockets = 2
                cpu.threads = 24
                cpu.vendor = intel
                cpu.virtualization = vmx
                cpu.x86_level = v2
                """,
                RecordedHost.named("openvz6").census(collector));
    }

    @Test
    void openVz7WithAThreadOffline() throws IOException {
        assertEquals(
                """
                cpu.aes = true
                cpu.avx2 = true
                cpu.avx512 = true
                cpu.cores = 32
                cpu.governor = performance
                cpu.mhz = 2100
                cpu.model = Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz
                cpu.nested_paging = true
                cpu.numa_nodes = 2
                cpu.sockets = 2
                cpu.threads = 63
                cpu.vendor = intel
                cpu.virtualization = vmx
                cpu.x86_level = v4
                """,
                RecordedHost.named("openvz7").census(collector));
    }

    @Test
    void debian12InAVirtualMachine() throws IOException {
        assertEquals(
                """
                cpu.aes = true
                cpu.avx2 = true
                cpu.avx512 = true
                cpu.cores = 2
                cpu.mhz = 2596
                cpu.model = AMD EPYC
                cpu.nested_paging = false
                cpu.numa_nodes = 1
                cpu.sockets = 1
                cpu.threads = 2
                cpu.vendor = amd
                cpu.virtualization = none
                cpu.x86_level = v4
                """,
                RecordedHost.named("debian12").census(collector));
    }

    @Test
    void armWithAnOfflineCoreAndWithoutItsSerialNumber() throws IOException {
        assertEquals(
                """
                cpu.aes = true
                cpu.cores = 4
                cpu.governor = schedutil
                cpu.mhz = 3000
                cpu.model = Neoverse-N1
                cpu.numa_nodes = 1
                cpu.sockets = 1
                cpu.threads = 4
                cpu.vendor = arm
                """,
                RecordedHost.named("arm").census(collector));
    }

    @Test
    void power() throws IOException {
        assertEquals(
                """
                cpu.mhz = 2166
                cpu.model = POWER9 (raw)
                cpu.threads = 4
                cpu.vendor = ibm
                """,
                RecordedHost.named("power").census(collector));
    }

    @Test
    void thisMachine() throws IOException {
        String census = RecordedHost.thisMachine().census(collector);
        assertTrue(census.contains("cpu.threads = "), census);
        assertTrue(census.contains("cpu.vendor = "), census);
    }

    @Test
    void anEmptyHostHasNone() throws IOException {
        assertEquals("", new RecordedHost(empty).census(collector));
    }

    @Test
    void whatIsNoNumberIsLeftOut() throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/proc/cpuinfo", "processor\t: 99999999999999999999\nvendor_id\t: GenuineIntel\ncpu MHz\t: -5\n")
                .with("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "99999999999999999999999\n")
                .with("/sys/devices/system/cpu/cpu0/topology/physical_package_id", "-1\n")
                .with("/sys/devices/system/node/nodes", "x");
        assertEquals("cpu.vendor = intel\n", host.census(collector));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n\n\n", "processor", "processor\t:", ":::::", "processor\t: 0\nphysical id\t: 0\ncpu co"})
    void whatIsCutShortIsNotGuessed(String cpuinfo) throws IOException {
        String census = new RecordedHost(empty).with("/proc/cpuinfo", cpuinfo).census(collector);
        assertFalse(census.contains("cpu.sockets") || census.contains("cpu.cores"), census);
    }

    @ParameterizedTest
    @CsvSource({
        "Intel(R)  Core(TM)   i7-4770 CPU @ 3.40GHz, Intel(R) Core(TM) i7-4770 CPU @ 3.40GHz",
        "AMD EPYC 7452 32-Core Processor, AMD EPYC 7452 32-Core Processor",
        "Common KVM processor, Common KVM processor",
        "Intel Core Processor (Skylake), Intel Core Processor (Skylake)",
        "Acme Ltd Super vCPU, other",
        "node1.example.com, other",
        "Intel \u0007 bell, other"
    })
    void aModelIsAPublicName(String name, String expected) throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/proc/cpuinfo", "processor : 0\nmodel name : " + name + "\n");
        assertTrue(host.census(collector).contains("cpu.model = " + expected + "\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "0x41, 0xd0c, arm, Neoverse-N1",
        "0xc0, 0xac3, ampere, Ampere-1",
        "0x41, 0xfff, arm, 0x41-0xfff",
        "0x99, 12, other, other"
    })
    void anArmProcessorGoesByItsNumbers(String implementer, String part, String vendor, String model)
            throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with(
                        "/proc/cpuinfo",
                        "processor : 0\nCPU implementer : " + implementer + "\nCPU part : " + part + "\n");
        assertEquals(
                "cpu.model = " + model + "\ncpu.threads = 1\ncpu.vendor = " + vendor + "\n", host.census(collector));
    }
}
