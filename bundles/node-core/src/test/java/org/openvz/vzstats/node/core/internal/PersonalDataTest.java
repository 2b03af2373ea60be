package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {

    private final PersonalData personal = new PersonalData(OwnNames.none());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "host 192.168.1.10.",
                "ip-10-0-0-1",
                "addr=10.0.0.1:22",
                "10.0.0.1-5",
                "2001:db8:0:1::1",
                "fe80::1",
                "::1",
                "52:54:00:12:34:56",
                "52-54-00-AB-cd-EF",
                "0011.2233.aaff",
                "3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e",
                "3F0E9F0C8F5E4D3A9D570F6D8C9B1A2E",
                "root@localhost",
                "Ivan Petrov <ivan@example.org>",
                "example.com",
                "www.example.org",
                "hn1.dc2.example.fr",
                "hn1.example.fr.",
                "node7.internal",
                "router.lan",
                "/etc/passwd",
                "in /home/ivan",
                "~/notes",
                "home/ivan/notes",
                "C:\\Users\\ivan",
                "0x5000c500a1b2c3d4",
                "wwn-0x5000c500a1b2c3d4",
                "naa.5000c500a1b2c3d4",
                "disk_5000c500a1b2c3d4n1",
                "d41d8cd98f00b204e9800998ecf8427e",
                "4276380012345678",
                "525400A1B2C3",
                "veth of 3f0e9f0c8f5e",
            })
    void whatTellsAPersonOrAMachineIsCaught(String text) {
        assertTrue(personal.test(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Intel(R) Xeon(R) CPU E5-2620 v4 @ 2.10GHz",
                "Intel(R) Core(TM) i7-4770 CPU @ 3.40GHz",
                "Intel(R) Xeon(R) Gold 6230R CPU @ 2.10GHz",
                "AMD EPYC 7763 64-Core Processor",
                "AMD Opteron(tm) Processor 6386 SE",
                "Westmere E56xx/L56xx/X56xx (Nehalem-C)",
                "Intel Celeron_4x0 (Conroe/Merom Class Core 2)",
                "QEMU Virtual CPU version 2.5+",
                "ARMv8 Cortex-A72",
                "WDC WD4000FYYZ-01UL1B2",
                "SAMSUNG MZ7LH960HAJR-00005",
                "INTEL SSDSC2KB960G8",
                "INTEL SSDPE2KX040T8",
                "ST4000NM0035-1V4107",
                "HGST HUS726040ALE614",
                "TOSHIBA MG04ACA400N",
                "Micron_5300_MTFDDAK960TDS",
                "KINGSTON SEDC500M960G",
                "LSI MegaRAID SAS 9361-8i",
                "PERC H730P Mini",
                "RAID 1/0",
                "2.6.32-042stab076.8",
                "3.10.0-1160.119.1.vz7.224.4",
                "2.6.32-754.35.1.el6.x86_64",
                "4.18.0-553.el8_10.x86_64",
                "5.14.0-427.13.1.el9_4.noarch",
                "6.8.12-4-pve",
                "5.4.0-42-generic",
                "5.10.0-21-amd64",
                "qemu-kvm-vz-2.12.0-33.vz7.14.6.4",
                "qemu-kvm-2.12.0-44.el8.noarch",
                "7.0.16",
                "7.0.16-552",
                "7.0.863.13",
                "7.0.1008.2",
                "20231122.1.2.3",
                "Virtuozzo Linux 7.9",
                "CentOS Linux release 7.9.2009 (Core)",
                "Red Hat Enterprise Linux Server release 6.10 (Santiago)",
                "Ubuntu 22.04.4 LTS",
                "Debian GNU/Linux 12 (bookworm)",
                "American Megatrends Inc.",
                "Micro-Star International Co., Ltd.",
                "VMware, Inc.",
                "Supermicro X10DRi-T4+",
                "ProLiant DL380 Gen10",
                "ixgbe",
            })
    void whatTheWholeWorldMayKnowPasses(String text) {
        assertFalse(personal.test(text));
    }
}
