package org.openvz.vzstats.collector.hardware.internal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the big makers call their machines. Whoever builds a machine himself may have written anything into its firmware: what is not of
 * these shapes is {@code other}.
 */
final class Model {

    /** As in the metrics file. */
    static final Pattern PUBLIC = Pattern.compile(
            // Dell
            "PowerEdge [A-Z]{0,2}[0-9]{2,5}[a-z]{0,2}[0-9]?( II)?"
                    + "|(OptiPlex|Latitude|Vostro|Precision( Tower| WorkStation| Rack)?) [A-Z]{0,2}[0-9]{3,4}[A-Z]{0,2}( Tower| Rack)?"
                    // HP and HPE
                    + "|(ProLiant|Synergy|Apollo) ([A-Z]{2})?[0-9]{2,4}[a-z]{0,2}( G[0-9]{1,2}| Gen[0-9]{1,2})?( Plus)?( v[0-9])?"
                    + "|ProLiant MicroServer( Gen[0-9]{1,2})?( Plus)?( v[0-9])?|HP Z[0-9]{1,3} Workstation|Superdome (Flex|X|2)( 280)?"
                    // Lenovo and IBM
                    + "|Think(System|Server|Agile|Station) [A-Z]{1,2}[0-9]{2,4}[a-z]?( V[0-9])?|System x[0-9]{4} M[0-9]"
                    + "|IBM System x[0-9]{4}|(IBM )?eserver xSeries [0-9]{3}|BladeCenter [HLS]{2}[0-9]{2}E?|Flex System x[0-9]{3} M[0-9]"
                    // Supermicro
                    + "|[ABCHMX][0-9]{1,2}[A-Z]{2,5}[a-z]{0,2}[0-9]?(-[A-Zi0-9+()]{1,8}){0,4}(/[ABCHMX][0-9]{1,2}[A-Z]{2,5}[a-z]{0,2}[0-9]?"
                    + "(-[A-Zi0-9+()]{1,8}){0,4})?|(SYS|SSG|ASG|ARS|AS) ?-[0-9]{3,4}[A-Z]{1,3}(-[A-Z0-9+]{1,8}){0,4}|Super Server"
                    // Fujitsu, NEC, Cisco
                    + "|PRIMERGY [BCGRT]X[0-9]{2,4} [MS][0-9]{1,2}|Express5800/[A-Z][0-9]{2,3}[A-Za-z]{1,3}(-[0-9])?"
                    + "|UCS[BCSX]X?-[A-Z]?[0-9]{2,4}[A-Z]?-M[0-9][A-Z0-9]{0,3}"
                    // Huawei and xFusion, Inspur, H3C
                    + "|(FusionServer )?(RH|CH|XH)?[0-9]{4}[A-Z]{1,3}( Pro)? V[0-9]|TaiShan [0-9]{3,4}( \\(Model [0-9]{4}[A-Z]?\\))?"
                    + "|(NF|SA|NE|NP)[0-9]{4}-?[AGM][0-9]|(UniServer |H3C UniServer )?R[0-9]{4} G[0-9]"
                    // Intel, Asus, ASRock, Gigabyte, Tyan, MSI
                    + "|[SM][0-9]{4}[A-Z]{2,5}[0-9]?[A-Z]?|[DM][0-9]{2}[A-Z]{3}[0-9][A-Z]{2}([0-9]U)?|NUC[0-9]{1,2}[A-Z][A-Za-z0-9]{2,7}"
                    + "|(RS|ESC|TS)[0-9]{3,4}[A-Z]{0,2}-[A-Z][0-9]{1,2}(-[A-Z0-9]{1,6}){0,3}|(KRPA|KMPA|Z1[0-9]P[A-Z])-[A-Z][0-9]{1,2}( Series)?"
                    + "|[A-Z]{1,6}[0-9]{1,4}D[0-9][A-Z]{0,2}[0-9]?[A-Z]?(-[A-Z0-9]{1,8}){0,3}|(ROMED|EPYCD|GENOAD|SIENAD|TURIND)[0-9]{1,2}[A-Z]*"
                    + "(-[A-Z0-9]{1,6}){0,2}|[EGHRSTW][0-9]{3}-[A-Z0-9]{3}(-[A-Z0-9]{2,4}){0,2}|M[A-Z][0-9]{2}-[A-Z0-9]{3}-[A-Z0-9]{2}|MS-[0-9A-F]{4}"
                    // Oracle, Quanta, Yadro, Apple
                    + "|(SUN FIRE|Sun Fire) [VX][0-9]{4}( M[0-9])?( SERVER)?|ORACLE SERVER X[0-9]{1,2}-[0-9][A-Z]?"
                    + "|Quanta(Grid|Plex|Micro|Edge|Rack) [A-Z][0-9]{2}[A-Z0-9]{1,3}-[0-9]{1,2}U|VEGMAN [NRS][0-9]{3}( G[0-9])?"
                    + "|(Macmini|MacPro|MacBookPro|iMac|Xserve|Mac)[0-9]{1,2},[0-9]{1,2}"
                    // hypervisors and clouds
                    + "|Standard PC \\((i440FX \\+ PIIX, 1996|Q35 \\+ ICH9, 2009)\\)|KVM( Virtual Machine)?|QEMU Virtual Machine|RHEL|RHEV Hypervisor"
                    + "|oVirt( Node)?|Bochs|VMware Virtual Platform|VMware[0-9]{1,2},1|Virtual Machine|VirtualBox|HVM domU|BHYVE"
                    + "|Google Compute Engine|OpenStack (Nova|Compute)|Droplet|vServer|Alibaba Cloud( ECS)?|CVM|Virtuozzo|Parallels Virtual Platform"
                    + "|[a-z]{1,3}[0-9][a-z]{0,4}(-[a-z0-9]{1,6})?\\.([0-9]{1,3}x)?(nano|micro|small|medium|large|metal)"
                    + "|[a-z]{1,3}[0-9][a-z]{0,4}\\.(xlarge|[0-9]{1,2}xlarge|metal-[0-9]{2}xl)");

    /** The number by which Lenovo and IBM sell a configuration: {@code System x3650 M5: -[5462AC1]-}. */
    private static final Pattern CONFIGURATION = Pattern.compile(":? -\\[[^\\]]{0,16}]-$");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int MAX_TEXT = 96;
    private static final String OTHER = "other";

    private Model() {}

    /** {@return the model, or {@code other}; empty if the firmware names none} */
    static Optional<String> nameOf(String text) {
        if (Vendors.saysNothing(text)) {
            return Optional.empty();
        }
        if (text.length() > MAX_TEXT) {
            return Optional.of(OTHER);
        }
        String name = CONFIGURATION
                .matcher(BLANKS.matcher(text.strip()).replaceAll(" "))
                .replaceFirst("");
        return Optional.of(PUBLIC.matcher(name).matches() ? name : OTHER);
    }
}
