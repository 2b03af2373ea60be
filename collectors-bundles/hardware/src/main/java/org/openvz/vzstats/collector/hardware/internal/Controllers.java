package org.openvz.vzstats.collector.hardware.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The public names of drivers, and which families of controllers and makers of graphics they stand for. */
final class Controllers {

    /** Of network, storage, graphics and accelerator devices, as the kernels and their vendors name them. */
    private static final Set<String> DRIVERS = Set.of(
            // network
            "8139cp",
            "8139too",
            "alx",
            "aqc111",
            "ath10k_pci",
            "ath11k_pci",
            "atl1c",
            "atlantic",
            "b44",
            "be2net",
            "bna",
            "bnx2",
            "bnx2x",
            "bnxt_en",
            "cxgb3",
            "cxgb4",
            "cxgb4vf",
            "e100",
            "e1000",
            "e1000e",
            "efct",
            "ena",
            "enic",
            "fm10k",
            "forcedeth",
            "gve",
            "hinic",
            "hns3",
            "i40e",
            "iavf",
            "ice",
            "idpf",
            "igb",
            "igbvf",
            "igc",
            "ionic",
            "iwlwifi",
            "ixgb",
            "ixgbe",
            "ixgbevf",
            "jme",
            "liquidio",
            "mana",
            "mlx4_core",
            "mlx5_core",
            "myri10ge",
            "netxen_nic",
            "nfp",
            "niu",
            "octeontx2-nicpf",
            "pcnet32",
            "qede",
            "qlcnic",
            "qlge",
            "r8125",
            "r8168",
            "r8169",
            "s2io",
            "sfc",
            "sk98lin",
            "skge",
            "sky2",
            "tg3",
            "thunder-nicvf",
            "tulip",
            "txgbe",
            "ngbe",
            "via-rhine",
            "vmxnet3",
            "xen-platform-pci",
            // storage
            "3w-9xxx",
            "3w-sas",
            "3w-xxxx",
            "aacraid",
            "ahci",
            "aic79xx",
            "aic7xxx",
            "aic94xx",
            "arcmsr",
            "ata_generic",
            "ata_piix",
            "be2iscsi",
            "bfa",
            "cciss",
            "csiostor",
            "hisi_sas_v3_hw",
            "hpsa",
            "hptiop",
            "ips",
            "isci",
            "lpfc",
            "megaraid",
            "megaraid_mbox",
            "megaraid_sas",
            "mpi3mr",
            "mpt2sas",
            "mpt3sas",
            "mptsas",
            "mptspi",
            "mvsas",
            "mvumi",
            "nvme",
            "pata_acpi",
            "pata_amd",
            "pata_atiixp",
            "pata_jmicron",
            "pata_marvell",
            "pata_via",
            "piix",
            "pm80xx",
            "qedf",
            "qedi",
            "qla2xxx",
            "qla4xxx",
            "sata_mv",
            "sata_nv",
            "sata_sil",
            "sata_sil24",
            "sata_svw",
            "sata_via",
            "smartpqi",
            "sym53c8xx",
            "virtio-pci",
            "vmd",
            "vmw_pvscsi",
            // graphics and accelerators
            "amdgpu",
            "ast",
            "bochs-drm",
            "cirrus",
            "c6xx",
            "4xxx",
            "dh895xcc",
            "habanalabs",
            "hibmc-drm",
            "hyperv_drm",
            "i915",
            "idxd",
            "mgag200",
            "nouveau",
            "nvidia",
            "qxl",
            "radeon",
            "vboxvideo",
            "vmwgfx",
            "xe",
            "matrox",
            // guests
            "mlx5_vfio_pci",
            "nvgrace_gpu_vfio_pci",
            "pci-stub",
            "pciback",
            "vfio-pci");

    private static final Map<String, String> RAID_BY_DRIVER = Map.ofEntries(
            Map.entry("3w-9xxx", "3ware"),
            Map.entry("3w-sas", "3ware"),
            Map.entry("3w-xxxx", "3ware"),
            Map.entry("aacraid", "adaptec"),
            Map.entry("arcmsr", "areca"),
            Map.entry("cciss", "smart_array"),
            Map.entry("hpsa", "smart_array"),
            Map.entry("hptiop", "highpoint"),
            Map.entry("ips", "serveraid"),
            Map.entry("megaraid", "megaraid"),
            Map.entry("megaraid_mbox", "megaraid"),
            Map.entry("megaraid_sas", "megaraid"),
            Map.entry("mvumi", "marvell"),
            Map.entry("smartpqi", "smart_raid"),
            Map.entry("vmd", "intel_vmd"));

    private static final Map<String, String> RAID_BY_VENDOR = Map.ofEntries(
            Map.entry("1000", "megaraid"),
            Map.entry("1022", "firmware"),
            Map.entry("103c", "smart_array"),
            Map.entry("1095", "firmware"),
            Map.entry("1103", "highpoint"),
            Map.entry("13c1", "3ware"),
            Map.entry("17d3", "areca"),
            Map.entry("1b4b", "marvell"),
            Map.entry("8086", "firmware"),
            Map.entry("9005", "adaptec"));

    private static final Map<String, String> GPU_BY_VENDOR = Map.ofEntries(
            Map.entry("1002", "amd"),
            Map.entry("1013", "virtual"),
            Map.entry("102b", "matrox"),
            Map.entry("10de", "nvidia"),
            Map.entry("1234", "virtual"),
            Map.entry("1414", "virtual"),
            Map.entry("15ad", "virtual"),
            Map.entry("19e5", "huawei"),
            Map.entry("1a03", "aspeed"),
            Map.entry("1ab8", "virtual"),
            Map.entry("1af4", "virtual"),
            Map.entry("1b36", "virtual"),
            Map.entry("1d0f", "virtual"),
            Map.entry("1da3", "habana"),
            Map.entry("5853", "virtual"),
            Map.entry("8086", "intel"),
            Map.entry("80ee", "virtual"));

    private static final String OTHER = "other";

    private Controllers() {}

    /** {@return the driver's public name, {@code other}, or {@code none} if the device has none} */
    static String driverOf(PciDevice device) {
        return device.driver()
                .map(driver -> DRIVERS.contains(driver) ? driver : OTHER)
                .orElse("none");
    }

    /** {@return the family of a RAID controller; empty if it is none} */
    static Optional<String> raidFamilyOf(PciDevice device) {
        if (device.kind() != PciDevice.Kind.STORAGE) {
            return Optional.empty();
        }
        Optional<String> family = device.driver().map(RAID_BY_DRIVER::get);
        return family.or(() ->
                device.raid() ? Optional.of(RAID_BY_VENDOR.getOrDefault(device.vendor(), OTHER)) : Optional.empty());
    }

    /** {@return who made a graphics device; the emulated ones are {@code virtual}} */
    static String gpuMakerOf(PciDevice device) {
        return GPU_BY_VENDOR.getOrDefault(device.vendor(), OTHER);
    }
}
