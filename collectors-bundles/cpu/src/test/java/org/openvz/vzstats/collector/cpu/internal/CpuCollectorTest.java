package org.openvz.vzstats.collector.cpu.internal;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricsFile;

class CpuCollectorTest {

    private final CpuCollector collector = new CpuCollector();

    @TempDir
    private Path empty;

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
    @ValueSource(
            strings = {
                "11th Gen Intel(R) Core(TM) i5-1145G7 @ 2.60GHz",
                "AMD A10-7850K Radeon R7, 12 Compute Cores 4C+8G",
                "AMD Athlon(tm) 64 X2 Dual Core Processor 4400+",
                "AMD EPYC",
                "AMD EPYC 72F3 8-Core Processor",
                "AMD EPYC 7452 32-Core Processor",
                "AMD EPYC 9V74 80-Core Processor",
                "AMD EPYC Processor (with IBPB)",
                "AMD EPYC-Rome Processor",
                "AMD FX(tm)-8350 Eight-Core Processor",
                "AMD GX-412TC SOC",
                "AMD Opteron 22xx (Gen 2 Class Opteron)",
                "AMD Opteron 62xx class CPU",
                "AMD Opteron(TM) Processor 6272",
                "AMD Opteron(tm) X3421 APU",
                "AMD Phenom(tm) II X6 1090T Processor",
                "AMD Ryzen 7 7840HS w/ Radeon 780M Graphics",
                "AMD Ryzen 7 PRO 4750G with Radeon Graphics",
                "AMD Ryzen 9 7950X3D 16-Core Processor",
                "AMD Ryzen Threadripper PRO 5975WX 32-Cores",
                "ARMv7 Processor rev 4 (v7l)",
                "Common 32-bit KVM processor",
                "Common KVM processor",
                "Dual-Core AMD Opteron(tm) Processor 2218",
                "Genuine Intel(R) CPU 0000 @ 2.00GHz",
                "Hygon C86 7185 32-core Processor",
                "Hygon Dhyana Processor",
                "INTEL(R) XEON(R) GOLD 6548Y+",
                "Intel Celeron_4x0 (Conroe/Merom Class Core 2)",
                "Intel Core 2 Duo P9xxx (Penryn Class Core 2)",
                "Intel Core Processor (Haswell, no TSX, IBRS)",
                "Intel Core Processor (Skylake)",
                "Intel Core i7 9xx (Nehalem Core i7, IBRS update)",
                "Intel Xeon E312xx (Sandy Bridge, IBRS update)",
                "Intel Xeon E3-12xx v2 (Ivy Bridge)",
                "Intel Xeon Phi Processor (Knights Mill)",
                "Intel Xeon Processor (Cascadelake)",
                "Intel(R) Atom(TM) CPU C2750 @ 2.40GHz",
                "Intel(R) Celeron(R) CPU G1610T @ 2.30GHz",
                "Intel(R) Core(TM) Ultra 7 155H",
                "Intel(R) Core(TM) i7 CPU 920 @ 2.67GHz",
                "Intel(R) Core(TM) m3-7Y30 CPU @ 1.00GHz",
                "Intel(R) Core(TM)2 Quad CPU Q6600 @ 2.40GHz",
                "Intel(R) N100",
                "Intel(R) Pentium(R) 4 CPU 3.00GHz",
                "Intel(R) Pentium(R) Silver J5005 CPU @ 1.50GHz",
                "Intel(R) Xeon Phi(TM) CPU 7210 @ 1.30GHz",
                "Intel(R) Xeon(R) CPU E5-2620 v4 @ 2.10GHz",
                "Intel(R) Xeon(R) CPU X5650 @ 2.67GHz",
                "Intel(R) Xeon(R) D-2146NT CPU @ 2.30GHz",
                "Intel(R) Xeon(R) Gold 6338N CPU @ 2.20GHz",
                "Intel(R) Xeon(R) Platinum 8480+",
                "Intel(R) Xeon(R) Processor @ 2.50GHz",
                "Intel(R) Xeon(R) W-2145 CPU @ 3.70GHz",
                "Intel(R) Xeon(R) w9-3495X",
                "QEMU Virtual CPU version (cpu64-rhel6)",
                "QEMU Virtual CPU version 2.5+",
                "Quad-Core AMD Opteron(tm) Processor 2356",
                "Westmere E56xx/L56xx/X56xx (Nehalem-C)",
                "ZHAOXIN KaiXian KX-6000"
            })
    void aPublicModelIsKept(String name) throws IOException {
        assertEquals(
                "cpu.model = " + name + "\ncpu.threads = 1\n", withModel(name).replaceFirst("cpu\\.mhz = .*\n", ""));
    }

    @Test
    void blanksWithinAModelAreOne() throws IOException {
        assertTrue(withModel("Intel(R)  Xeon(R) CPU           E5450  @ 3.00GHz")
                .contains("cpu.model = Intel(R) Xeon(R) CPU E5450 @ 3.00GHz\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme Ltd Super vCPU",
                "node1.example.com",
                "Intel acme",
                "Intel(R) Xeon(R) CPU E5-2620 acme",
                "Intel node1.example.com",
                "AMD EPYC of customer Ivanov",
                "QEMU Virtual CPU version acme",
                "Intel Core Processor (acme)",
                "Intel \u0007 bell",
                "IntelXeon",
                "Intel(R) Xeon(R) CPU CPU CPU CPU CPU CPU CPU CPU CPU CPU CPU CPU CPU"
            })
    void aModelThatItsOwnerNamedIsOther(String name) throws IOException {
        assertTrue(withModel(name).contains("cpu.model = other\n"), name);
    }

    @Test
    void theVocabularyIsThatOfTheMetricsFile() throws IOException {
        try (InputStream yaml = CpuCollector.class.getResourceAsStream("/metrics.yaml")) {
            Metric model =
                    MetricsFile.read(requireNonNull(yaml)).metric("cpu.model").orElseThrow();
            assertEquals(Identity.PUBLIC.pattern(), model.pattern());
            assertEquals(Identity.MAX_LENGTH, model.length());
        }
    }

    private String withModel(String name) throws IOException {
        return new RecordedHost(empty)
                .with("/proc/cpuinfo", "processor : 0\nmodel name : " + name + "\n")
                .census(collector);
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
