package org.openvz.vzstats.collector.network.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class NetworkCollectorTest {

    private static final String NET = "/sys/class/net/";

    private final NetworkCollector collector = new NetworkCollector();

    @TempDir
    private Path empty;

    @Test
    void anEmptyHostHasNone() throws IOException {
        assertEquals("", new RecordedHost(empty).census(collector));
    }

    @Test
    void thisMachine() throws IOException {
        String census = RecordedHost.thisMachine().census(collector);
        assertTrue(census.contains("network.ports = "), census);
    }

    @ParameterizedTest
    @CsvSource({
        "load balancing (round-robin), balance-rr",
        "fault-tolerance (active-backup), active-backup",
        "fault-tolerance (active-backup) (fail_over_mac active), active-backup",
        "load balancing (xor), balance-xor",
        "fault-tolerance (broadcast), broadcast",
        "IEEE 802.3ad Dynamic link aggregation, 802.3ad",
        "transmit load balancing, balance-tlb",
        "adaptive load balancing, balance-alb",
        "of zqcorp, other"
    })
    void aBondHasAMode(String description, String mode) throws IOException {
        String census = port("eth0")
                .with("/proc/net/bonding/zqbond", "Bonding Mode: " + description + "\n\nSlave Interface: eth0\n")
                .census(collector);
        assertTrue(census.contains("network.bond_mode = {" + mode + "=1}\n"), census);
        assertTrue(census.contains("network.aggregation = bonding\n"), census);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3-4", "4, 3-4", "5, 5-8", "8, 5-8", "9, 9+"})
    void aBondHasPorts(int ports, String size) throws IOException {
        String census = port("eth0")
                .with(
                        "/proc/net/bonding/bond0",
                        "Bonding Mode: load balancing (xor)\n" + "\nSlave Interface: eth0\n".repeat(ports))
                .census(collector);
        assertTrue(census.contains("network.bond_ports = {" + size + "=1}\n"), census);
    }

    @Test
    void aBondWithoutPortsIsNone() throws IOException {
        String census = port("eth0")
                .with("/proc/net/bonding/bond0", "Bonding Mode: load balancing (round-robin)\nMII Status: down\n")
                .census(collector);
        assertTrue(census.contains("network.aggregation = none\n"), census);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TEAM_CONFIG='{\"runner\": {\"name\": \"activebackup\"}}'|activebackup",
                "TEAM_CONFIG='{\"runner\": {\"active\": true, \"name\": \"lacp\"}, \"link_watch\": {\"name\": \"ethtool\"}}'|lacp",
                "TEAM_CONFIG='{\"runner\": {\"name\": \"zqrunner\"}}'|other",
                "TEAM_CONFIG='{\"link_watch\": {\"name\": \"ethtool\"}}'|other",
                "DEVICETYPE=Team|other"
            })
    void aTeamsRunnerIsInItsConfiguration(String config, String runner) throws IOException {
        RecordedHost host = port("eth0")
                .with("/run/teamd/team0.pid", "12\n")
                .with("/etc/sysconfig/network-scripts/ifcfg-team0", "DEVICE=team0\n" + config + "\n");
        Files.createSymbolicLink(empty.resolve("sys/class/net/eth0/master"), Path.of("../team0"));
        String census = host.census(collector);
        assertTrue(census.contains("network.team_mode = {" + runner + "=1}\n"), census);
        assertTrue(census.contains("network.team_ports = {1=1}\n"), census);
        assertTrue(census.contains("network.aggregation = teaming\n"), census);
    }

    @Test
    void aBondAndATeamAreBoth() throws IOException {
        RecordedHost host = port("eth0")
                .with("/run/teamd/team0.pid", "12\n")
                .with("/proc/net/bonding/bond0", "Bonding Mode: load balancing (xor)\nSlave Interface: eth1\n");
        Files.createSymbolicLink(empty.resolve("sys/class/net/eth0/master"), Path.of("../team0"));
        assertTrue(host.census(collector).contains("network.aggregation = both\n"));
    }

    @Test
    void theDaemonIsAskedOnlyOfATeam() throws IOException {
        RecordedHost host = port("eth0").with("/usr/bin/teamdctl", "#!/bin/sh\necho zq > \"$0.asked\"\n");
        assertTrue(empty.resolve("usr/bin/teamdctl").toFile().setExecutable(true));
        host.census(collector);
        assertFalse(Files.exists(empty.resolve("usr/bin/teamdctl.asked")));
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1G",
        "100000, 100G",
        "-1, none",
        "4294967295, none",
        "0, none",
        "'', none",
        "1234, other",
        "99999999999999999999, none"
    })
    void aPortHasASpeed(String megabits, String speed) throws IOException {
        String census = port("eth0").with(NET + "eth0/speed", megabits + "\n").census(collector);
        assertTrue(census.contains("network.speeds = {" + speed + "=1}\n"), census);
    }

    @ParameterizedTest
    @CsvSource({"576, 0-1499", "1500, 1500", "1504, 1501-8999", "9000, 9000", "9216, 9001+"})
    void aPortHasAnMtu(String bytes, String mtu) throws IOException {
        String census = port("eth0").with(NET + "eth0/mtu", bytes + "\n").census(collector);
        assertTrue(census.contains("network.mtu = {" + mtu + "=1}\n"), census);
    }

    @Test
    void aBusForCarsIsNoNetworkAndInfiniBandIsOne() throws IOException {
        String census = port("can0")
                .with(NET + "can0/type", "280\n")
                .with(NET + "ib0/type", "32\n")
                .census(collector);
        assertTrue(census.contains("network.ports = 1\n"), census);
    }

    @Test
    void aVirtualFunctionIsNoPort() throws IOException {
        String census =
                port("eth0").with(NET + "eth1/device/physfn/vendor", "0x8086\n").census(collector);
        assertTrue(census.contains("network.ports = 1\n"), census);
    }

    @Test
    void aDriverOfOnesOwnIsOther() throws IOException {
        RecordedHost host = port("eth0");
        Files.createSymbolicLink(
                empty.resolve("sys/class/net/eth0/device/driver"), Path.of("../../../bus/pci/drivers/zqnic"));
        String census = host.census(collector);
        assertTrue(census.contains("network.drivers = {other=1}\n"), census);
        assertFalse(census.contains("zq"), census);
    }

    @ParameterizedTest
    @CsvSource({
        "veth101.0, veth",
        "veth1a2b3c4, veth",
        "vethZqLx1, veth",
        "cali0123456789a, veth",
        "tap100i0, tap",
        "vnet12, tap",
        "vme426f6594, vme"
    })
    void whatComesByTheThousandGoesByItsName(String name, String kind) throws IOException {
        RecordedHost host = virtual(name);
        String census = host.census(collector);
        assertTrue(census.contains("network." + kind + " = 1\n"), census);
        assertFalse(census.contains(name), census);
    }

    @Test
    void aTapOfAnyNameIsFoundByItsFlags() throws IOException {
        String census = virtual("zqvm").with(NET + "zqvm/tun_flags", "0x1002\n").census(collector);
        assertTrue(census.contains("network.tap = 1\n"), census);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lo", "sit0", "fwbr100i0", "fwpr100p0", "fwln100o0", "bond0", "eth0.100", "virbr0-nic"})
    void whatIsCountedElsewhereOrMadeBesideIsNotCounted(String name) throws IOException {
        String census =
                virtual(name).with(NET + name + "/bridge/stp_state", "0\n").census(collector);
        assertTrue(census.contains("network.bridges = 0\n"), census);
        assertTrue(census.contains("network.other_links = {}\n"), census);
    }

    @Test
    void tooManyInterfacesAreNotLookedAt() throws IOException {
        RecordedHost host = new RecordedHost(empty);
        for (int i = 0; i < 140; i++) {
            host.with("/sys/devices/virtual/net/zqbr" + i + "/bridge/stp_state", "0\n")
                    .with(NET + "zqbr" + i + "/bridge/stp_state", "0\n");
        }
        String census = host.census(collector);
        assertFalse(census.contains("network.bridges"), census);
        assertTrue(census.contains("network.veth = 0\n"), census);
    }

    @Test
    void headingsAreNoVlans() throws IOException {
        String census = port("eth0")
                .with(
                        "/proc/net/vlan/config",
                        "VLAN Dev name    | VLAN ID\nName-Type: VLAN_NAME_TYPE_PLUS_VID_NO_PAD\n")
                .census(collector);
        assertTrue(census.contains("network.vlans = 0\n"), census);
    }

    @Test
    void aVlanThatCannotBeReadLeavesTheNumberOut() throws IOException {
        String census = port("eth0")
                .with(
                        "/proc/net/vlan/config",
                        "VLAN Dev name    | VLAN ID\nName-Type: x\neth0.5 | 5 | eth0\neth0.NaN\n")
                .census(collector);
        assertFalse(census.contains("network.vlans"), census);
    }

    @ParameterizedTest
    @CsvSource({
        "20010db8000000000000000000000001 02 40 00 80 eth0, true",
        "fd000000000000000000000000000001 02 40 00 80 eth0, false",
        "fe800000000000000000000000000001 02 40 20 80 eth0, false",
        "00000000000000000000000000000001 01 80 10 80 lo, false"
    })
    void aGlobalAddressIsPublic(String line, boolean global) throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/proc/net/if_inet6", line + "\n");
        assertEquals("network.ipv6_global = " + global + "\n", host.census(collector));
    }

    @Test
    void aKernelWithoutIpv6() throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/proc/sys/net/ipv4/ip_forward", "1\n");
        assertEquals("network.ip_forward = true\nnetwork.ipv6 = false\n", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "firewalld.service, firewalld",
        "nftables.service, nftables",
        "netfilter-persistent.service, iptables",
        "csf.service, csf",
        "ufw.service, none",
        "pve-firewall.service, none",
        "zqfirewall.service, none"
    })
    void aFirewallIsAService(String unit, String firewall) throws IOException {
        RecordedHost host =
                new RecordedHost(empty).with("/etc/systemd/system/multi-user.target.wants/" + unit, "[Unit]\n");
        assertEquals("network.firewall = " + firewall + "\n", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "'nf_tables 1 1 - Live 0x0\niptable_filter 1 0 - Live 0x0\n', both",
        "'nf_tables 1 1 - Live 0x0\nip_tables 1 0 - Live 0x0\n', nftables",
        "'iptable_nat 1 0 - Live 0x0\n', iptables",
        "'ext4 1 0 - Live 0x0\n', none"
    })
    void aPacketFilterIsAModule(String modules, String filter) throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/proc/modules", modules);
        assertEquals("network.packet_filter = " + filter + "\n", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "'<network><name>zq</name><forward mode=''route''/></network>', '{route=1}'",
        "'<network><forward/></network>', '{nat=1}'",
        "'<network><name>zq</name></network>', '{isolated=1}'",
        "'<network><forward mode=''zq''/></network>', '{other=1}'",
        "'<network><dns><forward mode=''route''/></dns></network>', '{isolated=1}'",
        "'<network><forward mode=''route''/>', '{}'",
        "'<domain/>', '{}'",
        "'<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><network>&e;</network>', '{}'"
    })
    void aNetworkOfLibvirtLeadsOut(String xml, String networks) throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/etc/libvirt/qemu/networks/zq.xml", xml);
        assertEquals("network.libvirt_networks = " + networks + "\n", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "'       101     2    24  192.0.2.11 2001:db8::1\n       102 2 3\n         0     0   213\n', 'network.venet_containers = 1\n'",
        "'600adc12-0e39-41b3-bf05-c59b7d26dd73 0 37\n0 0 812\n', ''",
        "'zqcontainer 0 37 192.0.2.11\n', ''",
        "'101 2 192.0.2.11\n', ''",
        "'101\n', ''"
    })
    void aContainerOnVenetHasAnAddress(String veinfo, String containers) throws IOException {
        String census = virtual("venet0").with("/proc/vz/veinfo", veinfo).census(collector);
        assertTrue(census.contains("network.venet = true\n" + containers), census);
        assertEquals(!containers.isEmpty(), census.contains("venet_containers"));
    }

    private RecordedHost port(String name) throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/sys/devices/virtual/net/lo/mtu", "65536\n")
                .with(NET + "lo/mtu", "65536\n");
        return host.with(NET + name + "/device/vendor", "0x8086\n");
    }

    private RecordedHost virtual(String name) throws IOException {
        return new RecordedHost(empty)
                .with("/sys/devices/virtual/net/" + name + "/mtu", "1500\n")
                .with(NET + name + "/mtu", "1500\n");
    }
}
