package org.openvz.vzstats.collector.disk.internal;

import java.util.regex.Pattern;

/** What the maker of a drive, of a RAID controller or of a hypervisor calls a disk. */
final class DiskModel {

    /** More than the longest of them. */
    static final int MAX_LENGTH = 48;

    /**
     * How makers build the names of their models; as in the metrics file. An owner may name an array, a target on the network or a disk of
     * a virtual machine: such a name is none of these. The kernel cuts the names of SATA disks after 16 characters, and so may they end.
     */
    static final Pattern PUBLIC = Pattern.compile(
            // makers, or who sells their drives under a name of its own
            "(?:(?:SEAGATE|WDC?|HGST|HITACHI|Hitachi|TOSHIBA|KIOXIA|SAMSUNG|INTEL|Intel|SOLIDIGM|MICRON|Micron|SanDisk"
                    + "|SANDISK|SK hynix|HYNIX|FUJITSU|MAXTOR|Maxtor|HPE?|DELL|Dell|LENOVO(?:-X)?|Lenovo|IBM-ESXS|NETAPP|Cisco) )?(?:"
                    // Seagate
                    + "STM?[0-9]{2,8}[A-Z]{1,3}[0-9]{0,5}[A-Z]{0,2}(?:-[0-9A-Z]{0,6})?|X[AS][0-9]{3,5}[A-Z]{2}[0-9]{5}"
                    + "|Z[AP][0-9]{2,5}[A-Z]{2}[0-9A-Z]{0,8}"
                    // Western Digital
                    + "|WD[0-9]{2,5}[A-Z]{2,5}(?:-[0-9A-Z]{0,6})?|WDS[0-9]{3}[GT][0-9A-Z]{4}(?:-[0-9A-Z]{0,6})?"
                    + "|WU[SH][A-Z]{0,2}[0-9]{4,6}[0-9A-Z]{3,8}|WUS4[A-Z]{2}[0-9]{3}[0-9A-Z]{6}|(?:PC"
                    + "|CL) SN[0-9]{3} SD[A-Z]{5}-[0-9]{3,4}[GT](?:-[0-9]{4})?"
                    // Hitachi and HGST
                    + "|H(?:US|UH|UA|UC|TS|TE|DS|DN|DT|DE|MS|CC)[A-Z]{0,2}[0-9]{3,6}[0-9A-Z]{0,10}"
                    // Toshiba and Kioxia
                    + "|(?:MG|MD|MQ|MK|DT|AL|PX)[0-9]{2,4}[A-Z][0-9A-Z]{1,12}|HDW[A-Z][0-9]{3}[0-9A-Z]{0,5}"
                    + "|THNS[A-Z]{1,3}[0-9][0-9A-Z]{2,12}|K(?:CD|CM|PM|HK|XG|RM|XD|BG)[0-9][0-9A-Z]{4,13}(?: NVMe (?:TOSHIBA"
                    + "|KIOXIA) [0-9]{3,4}GB)?"
                    // Samsung
                    + "|MZ[0-9A-Z]{5,14}(?:-[0-9A-Z]{0,6})?|HD[0-9]{3}[A-Z]{2}|SP[0-9]{4}[A-Z]"
                    // Intel and Solidigm
                    + "|SSD(?:SC|SA|PE|PF|PD)[0-9A-Z]{2,14}|MEMP[A-Z][0-9A-Z]{6,12}"
                    // Micron and Crucial
                    + "|MTFD[A-Z]{3}[0-9A-Z]{1,12}(?:-[0-9A-Z]{0,12})?|CT[0-9]{2,4}[A-Z][0-9A-Z]{1,5}(?:SSD[0-9]{0,2})?"
                    // SanDisk
                    + "|SD[A-Z]{0,6}[0-9][0-9A-Z]{1,12}(?:-[0-9]{2,4}[GT])?(?:-[0-9A-Z]{0,4})?"
                    + "|SDLF[A-Z]{4}-[0-9]{2,4}[GT](?:-[0-9A-Z]{0,4})?|SDSSD[AHPX]?I{0,2}|L[BT][0-9]{4}M[A-Z]"
                    // SK hynix
                    + "|HF[SM][0-9][0-9A-Z]{6,14}(?:-[0-9A-Z]{0,6})?|SC[0-9]{3} (?:SATA|mSATA)(?: [0-9]{3}GB)?"
                    // Fujitsu and Maxtor
                    + "|M(?:HZ|HW|HY|BA|BB|BC|BD|AX|AY|AT|AU|AS)[0-9]{4}[A-Z]{2}(?: G[0-9])?|[0-9][A-Z][0-9]{3}[A-Z][0-9]"
                    // HP and HPE
                    + "|(?:E[FGHO]|M[BKMOT]|V[KORS]|L[KO]|D[GHO]|GB|FB)[0-9]{3,6}[A-Z]{3,6}[0-9]{0,2}|LOGICAL VOLUME"
                    // RAID controllers
                    + "|PERC (?:[0-9]{1,2}/[Dd]?i|[HS][0-9]{3}[A-Z]{0,2})(?: (?:Mini|Adp|Adapter|Adapt|Front|Integrated|Slim|MX"
                    + "|Embedded))?|RAID [0-9]{3,4}-[0-9]{1,2}i(?:-[0-9]{1,2}GB)?|UCSC-M?RAID[0-9A-Z]{0,6})"
                    + "|(?:LSI|AVAGO|BROADCOM|Broadcom|SMC|INTEL|Intel|IBM|LENOVO|FTS|FUJITSU) (?:MegaSR"
                    + "|MegaRAID(?: SAS)?(?: [0-9]{4}[A-Z0-9]{0,4}(?:-[0-9]{1,2}[a-z])?)?"
                    + "|MR[0-9]{4}[A-Z]{0,3}-[0-9]{1,2}[a-z](?:[0-9][a-z])?|SMC[0-9]{4}|R[MS][0-9][0-9A-Z]{4,9}"
                    + "|ServeRAID [A-Z]?[0-9]{3,5}[a-z]?|PRAID [A-Z]{2}[0-9]{3}[a-z]|Logical Volume)|(?:AMCC"
                    + "|LSI) [0-9]{4}[A-Z]{0,3}-[0-9]{1,2}[A-Za-z]{1,2} DISK|DELLBOSS VD"
                    + "|HPE NS204i-[a-z] Gen1[0-9][+]? Boot Controller"
                    // names of several words
                    + "|(?:Samsung|SAMSUNG) SSD(?: (?:[0-9]{3}|PM[0-9]{0,4}[a-z]?|EVO|PRO|QVO|Plus|DCT|mSATA|M[.]2|with|Heatsink"
                    + "|Series|[0-9]{1,4}[GT]B)(?= |$))*+"
                    + "|WD(?:_BLACK| Black| Blue| Red| Green)? S[AN][0-9]{3}[A-Z]{0,2}(?: 2[.]5)?(?: [0-9]{1,4}[GT]B)?|SanDisk (?:SSD"
                    + "|Ultra)(?: (?:PLUS|II|3D|SSD|[0-9]{2,4}GB)(?= |$))*+"
                    + "|Dell(?: (?:Express|Flash|Ent|NVMe|v2|AGN|CM[0-9][A-Z]?|PM?[0-9]{3,4}[A-Za-z]?|PE[0-9]{4}|FIPS|RI|MU|WI|SED"
                    + "|U[.]2|M[.]2|E3[.]S|SFF|AIC|DC|[0-9]{1,4}(?:[.][0-9]{1,2})?[GT]B)(?= |$))++"
                    + "|(?:Micron|MICRON)_[0-9M][0-9A-Z]{2,5}_?(?:MTFD[0-9A-Z]{0,14})?|Crucial_CT[0-9]{2,4}[0-9A-Z]{2,10}"
                    + "|M4-CT[0-9]{3}M4SSD[0-9]|SKHynix_HF[SM][0-9][0-9A-Z]{6,14}(?:-[0-9A-Z]{0,6})?|SHG[SP][0-9]{2}-[0-9]{3,4}G[A-Z]"
                    + "|TOSHIBA-TR[0-9]{3}|KIOXIA-EXCERIA(?: (?:PLUS|PRO|G[0-9]|SATA|SSD)(?= |$))*+"
                    + "|KINGSTON (?:S[A-Z]{1,4}[0-9][0-9A-Z]{2,13}|DC[0-9]{3}[A-Z]{0,2}|OM[0-9A-Z]{6,14}(?:-[0-9A-Z]{0,6})?)"
                    + "|ADATA[ _](?:SU|SX|SP|IM)[0-9]{3,4}[A-Z]{0,4}|TS[0-9]{1,4}[GT][A-Z]{2,6}[0-9]{0,4}[A-Z]{0,2}|OCZ-(?:VERTEX"
                    + "|AGILITY|VECTOR|TRION|ARC)[0-9]{0,3}|PLEXTOR PX-[0-9]{2,4}[0-9A-Z]{2,8}"
                    // what hypervisors and clouds call theirs
                    + "|QEMU (?:HARDDISK|NVMe Ctrl)|VBOX HARDDISK|VMware (?:Virtual disk|Virtual NVMe Disk)"
                    + "|VMware, VMware Virtual [SI]|Msft Virtual Disk|Microsoft NVMe Direct Disk(?: v2)?|MSFT NVMe Accelerator v1[.]0"
                    + "|Google (?:PersistentDisk|EphemeralDisk)|nvme_card(?:-pd)?|Amazon Elastic Block Store"
                    + "|Amazon EC2 NVMe Instance Storage|(?:DO|HC) Volume|XENSRC PVDISK|NUTANIX VDISK|BHYVE SATA DISK"
                    // arrays on a network
                    + "|NETAPP LUN(?: C-Mode)?|EMC SYMMETRIX|DGC (?:VRAID|RAID [0-9]{1,2})|IBM 2145|3PARdata VV|HITACHI OPEN-V"
                    + "|PURE FlashArray|Nimble Server|DELL MD3[0-9]{3}[a-z]?|DellEMC (?:PowerStore|ME[45])|HPE? MSA [0-9]{4} (?:SAN"
                    + "|SAS|FC)|HUAWEI XSG1|COMPELNT Compellent Vol|EQLOGIC 100E-00");

    private static final String OTHER = "other";

    private DiskModel() {}

    /** {@return the public name of a disk; {@code other} if it is none} */
    static String of(String vendor, String name) {
        boolean known =
                vendor.isEmpty() || vendor.equals("ATA") || vendor.startsWith("0x") || name.startsWith(vendor + " ");
        String model = known ? name : vendor + " " + name;
        return model.length() <= MAX_LENGTH && PUBLIC.matcher(model).matches() ? model : OTHER;
    }
}
