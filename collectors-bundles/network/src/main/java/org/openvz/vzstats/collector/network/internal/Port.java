package org.openvz.vzstats.collector.network.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Numbers;

/**
 * A network port that is hardware to this host; never its name or its address.
 *
 * @param driver its driver's public name, or {@code other}
 * @param speed the class of its speed, or {@code none} where there is no link, or none that has a speed
 * @param mtu the class of its MTU; empty if the host does not say
 * @param master the interface it is a part of, by name: to be compared only
 */
record Port(String driver, String speed, Optional<String> mtu, Optional<String> master) {

    private static final Set<String> DRIVERS = Set.of(
            "8139cp",
            "8139too",
            "alx",
            "aqc111",
            "asix",
            "ath10k_pci",
            "ath11k_pci",
            "ath9k",
            "atl1c",
            "atlantic",
            "ax88179_178a",
            "b44",
            "be2net",
            "bfa",
            "bna",
            "bnx2",
            "bnx2x",
            "bnxt_en",
            "brcmfmac",
            "cdc_ether",
            "cdc_ncm",
            "cxgb3",
            "cxgb4",
            "e100",
            "e1000",
            "e1000e",
            "ena",
            "enic",
            "fec",
            "forcedeth",
            "gve",
            "hinic",
            "hns3",
            "hv_netvsc",
            "i40e",
            "iavf",
            "ice",
            "idpf",
            "igb",
            "igbvf",
            "igc",
            "ionic",
            "ipoib",
            "iwlwifi",
            "ixgb",
            "ixgbe",
            "ixgbevf",
            "jme",
            "mana",
            "mlx4_core",
            "mlx4_en",
            "mlx5_core",
            "mvneta",
            "mvpp2",
            "myri10ge",
            "netvsc",
            "netxen_nic",
            "nfp",
            "ngbe",
            "niu",
            "octeontx2-nicpf",
            "pcnet32",
            "qede",
            "qeth",
            "qlcnic",
            "qlge",
            "r8125",
            "r8152",
            "r8168",
            "r8169",
            "rndis_host",
            "rtl8192ee",
            "s2io",
            "sfc",
            "skge",
            "sky2",
            "smsc95xx",
            "stmmaceth",
            "tg3",
            "thunder-nicvf",
            "tulip",
            "txgbe",
            "via-rhine",
            "virtio_net",
            "vif",
            "vmxnet3",
            "xen_netfront");

    /** Megabits a second. */
    private static final Map<Long, String> SPEEDS = Map.ofEntries(
            Map.entry(10L, "10M"),
            Map.entry(100L, "100M"),
            Map.entry(1_000L, "1G"),
            Map.entry(2_500L, "2.5G"),
            Map.entry(5_000L, "5G"),
            Map.entry(10_000L, "10G"),
            Map.entry(20_000L, "20G"),
            Map.entry(25_000L, "25G"),
            Map.entry(40_000L, "40G"),
            Map.entry(50_000L, "50G"),
            Map.entry(56_000L, "56G"),
            Map.entry(100_000L, "100G"),
            Map.entry(200_000L, "200G"),
            Map.entry(400_000L, "400G"),
            Map.entry(800_000L, "800G"));

    private static final long MAX_SPEED = 100_000_000;

    /** As the kernel: 2^32 - 1 says that there is no link. */
    private static final long MAX_MTU = 65_536;

    private static final long ETHERNET = 1;
    private static final long INFINIBAND = 32;
    private static final long MAX_TYPE = 65_535;
    private static final long USUAL = 1500;
    private static final long JUMBO = 9000;
    private static final String OTHER = "other";

    /** {@return the ports among these interfaces, without virtual functions of a port and what is no network, such as a CAN bus} */
    static List<Port> among(List<String> interfaces, Host host) throws IOException {
        List<Port> ports = new ArrayList<>();
        for (String name : interfaces) {
            String directory = Interfaces.DIRECTORY + name + "/";
            OptionalLong type = Numbers.read(host, directory + "type", MAX_TYPE);
            boolean network = type.isEmpty() || type.getAsLong() == ETHERNET || type.getAsLong() == INFINIBAND;
            if (network && !host.exists(directory + "device/physfn")) {
                ports.add(read(host, directory));
            }
        }
        return List.copyOf(ports);
    }

    private static Port read(Host host, String directory) throws IOException {
        String driver = host.linkName(directory + "device/driver").orElse(OTHER);
        OptionalLong speed = Numbers.read(host, directory + "speed", MAX_SPEED);
        OptionalLong mtu = Numbers.read(host, directory + "mtu", MAX_MTU);
        return new Port(
                DRIVERS.contains(driver) ? driver : OTHER,
                // A port without a link gives an error, or -1.
                speed.isPresent() && speed.getAsLong() > 0 ? SPEEDS.getOrDefault(speed.getAsLong(), OTHER) : "none",
                mtu.isPresent() ? Optional.of(classOf(mtu.getAsLong())) : Optional.empty(),
                host.linkName(directory + "master"));
    }

    private static String classOf(long mtu) {
        if (mtu < USUAL) {
            return "0-1499";
        }
        if (mtu == USUAL) {
            return "1500";
        }
        if (mtu < JUMBO) {
            return "1501-8999";
        }
        return mtu == JUMBO ? "9000" : "9001+";
    }
}
