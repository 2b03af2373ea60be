package org.openvz.vzstats.collector.hardware.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the big makers call their machines. Whoever builds a machine himself may have written anything into its firmware: what is not of
 * these shapes is {@code other}.
 */
final class Model {

    /**
     * The shapes, each with the vendors whose they are. A shape of one maker is no name of another's: {@code R101-WEB} is a model of
     * Gigabyte's, and what somebody else may call the host of the web in rack 101.
     */
    private static final List<Shape> SHAPES = List.of(
            shape(
                    "dell",
                    "PowerEdge [A-Z]{0,2}[0-9]{2,5}[a-z]{0,2}[0-9]?( II)?"
                            + "|(OptiPlex|Latitude|Vostro|Precision( Tower| WorkStation| Rack)?) [A-Z]{0,2}[0-9]{3,4}[A-Z]{0,2}( Tower| Rack)?"),
            shape(
                    "hp hpe",
                    "(ProLiant|Synergy|Apollo) ([A-Z]{2})?[0-9]{2,4}[a-z]{0,2}( G[0-9]{1,2}| Gen[0-9]{1,2})?( Plus)?( v[0-9])?"
                            + "|ProLiant MicroServer( Gen[0-9]{1,2})?( Plus)?( v[0-9])?|HP Z[0-9]{1,3} Workstation|Superdome (Flex|X|2)( 280)?"),
            shape(
                    "lenovo ibm",
                    "Think(System|Server|Agile|Station) [A-Z]{1,2}[0-9]{2,4}[a-z]?( V[0-9])?|System x[0-9]{4} M[0-9]"
                            + "|IBM System x[0-9]{4}|(IBM )?eserver xSeries [0-9]{3}|BladeCenter [HLS]{2}[0-9]{2}E?|Flex System x[0-9]{3} M[0-9]"),
            shape(
                    "supermicro",
                    "[ABCHMX][0-9]{1,2}[A-Z]{2,5}[a-z]{0,2}[0-9]?(-[A-Zi0-9+()]{1,8}){0,4}"
                            + "(/[ABCHMX][0-9]{1,2}[A-Z]{2,5}[a-z]{0,2}[0-9]?(-[A-Zi0-9+()]{1,8}){0,4})?"
                            + "|(SYS|SSG|ASG|ARS|AS) ?-[0-9]{3,4}[A-Z]{1,3}(-[A-Z0-9+]{1,8}){0,4}|Super Server"),
            shape("fujitsu", "PRIMERGY [BCGRT]X[0-9]{2,4} [MS][0-9]{1,2}"),
            shape("nec", "Express5800/[A-Z][0-9]{2,3}[A-Za-z]{1,3}(-[0-9])?"),
            shape("cisco", "UCS[BCSX]X?-[A-Z]?[0-9]{2,4}[A-Z]?-M[0-9][A-Z0-9]{0,3}"),
            shape(
                    "huawei xfusion",
                    "(FusionServer )?(RH|CH|XH)?[0-9]{4}[A-Z]{1,3}( Pro)? V[0-9]"
                            + "|TaiShan [0-9]{3,4}( \\(Model [0-9]{4}[A-Z]?\\))?"),
            shape("inspur", "(NF|SA|NE|NP)[0-9]{4}-?[AGM][0-9]"),
            shape("h3c", "(UniServer |H3C UniServer )?R[0-9]{4} G[0-9]"),
            shape(
                    "intel mitac",
                    "[SM][0-9]{4}[A-Z]{2,5}[0-9]?[A-Z]?|[DM][0-9]{2}[A-Z]{3}[0-9][A-Z]{2}([0-9]U)?"
                            + "|NUC[0-9]{1,2}[A-Z][A-Za-z0-9]{2,7}"),
            shape(
                    "asus",
                    "(RS|ESC|TS)[0-9]{3,4}[A-Z]{0,2}-[A-Z][0-9]{1,2}(-[A-Z0-9]{1,6}){0,3}"
                            + "|(KRPA|KMPA|Z1[0-9]P[A-Z])-[A-Z][0-9]{1,2}( Series)?"),
            shape(
                    "asrock",
                    "[A-Z]{1,6}[0-9]{1,4}D[0-9][A-Z]{0,2}[0-9]?[A-Z]?(-[A-Z0-9]{1,8}){0,3}"
                            + "|(ROMED|EPYCD|GENOAD|SIENAD|TURIND)[0-9]{1,2}[A-Z]*(-[A-Z0-9]{1,6}){0,2}"),
            shape(
                    "gigabyte",
                    "[EGHRSTW][0-9]{3}-[A-Z0-9]{3}(-[A-Z0-9]{2,4}){0,2}|M[A-Z][0-9]{2}-[A-Z0-9]{3}-[A-Z0-9]{2}"),
            shape("msi", "MS-[0-9A-F]{4}"),
            shape(
                    "oracle",
                    "(SUN FIRE|Sun Fire) [VX][0-9]{4}( M[0-9])?( SERVER)?|ORACLE SERVER X[0-9]{1,2}-[0-9][A-Z]?"),
            shape("quanta", "Quanta(Grid|Plex|Micro|Edge|Rack) [A-Z][0-9]{2}[A-Z0-9]{1,3}-[0-9]{1,2}U"),
            shape("yadro", "VEGMAN [NRS][0-9]{3}( G[0-9])?"),
            shape("apple", "(Macmini|MacPro|MacBookPro|iMac|Xserve|Mac)[0-9]{1,2},[0-9]{1,2}"),
            shape(
                    "amazon",
                    "[a-z]{1,3}[0-9][a-z]{0,4}(-[a-z0-9]{1,6})?\\.([0-9]{1,3}x)?(nano|micro|small|medium|large|metal)"
                            + "|[a-z]{1,3}[0-9][a-z]{0,4}\\.(xlarge|[0-9]{1,2}xlarge|metal-[0-9]{2}xl)"));

    /** What hypervisors and clouds say, word for word, whoever puts a name of theirs beside it. */
    private static final Pattern VIRTUAL = Pattern.compile(
            "Standard PC \\((i440FX \\+ PIIX, 1996|Q35 \\+ ICH9, 2009)\\)|KVM( Virtual Machine)?|QEMU Virtual Machine|RHEL|RHEV Hypervisor"
                    + "|oVirt( Node)?|Bochs|VMware Virtual Platform|VMware[0-9]{1,2},1|Virtual Machine|VirtualBox|HVM domU|BHYVE"
                    + "|Google Compute Engine|OpenStack (Nova|Compute)|Droplet|vServer|Alibaba Cloud( ECS)?|CVM|Virtuozzo"
                    + "|Parallels Virtual Platform");

    /** Of all vendors; as in the metrics file. */
    static final String PUBLIC = Stream.concat(SHAPES.stream().map(Shape::names), Stream.of(VIRTUAL))
            .map(Pattern::pattern)
            .collect(Collectors.joining("|"));

    private record Shape(Set<String> vendors, Pattern names) {}

    /** The number by which Lenovo and IBM sell a configuration: {@code System x3650 M5: -[5462AC1]-}. */
    private static final Pattern CONFIGURATION = Pattern.compile(":? -\\[[^\\]]{0,16}]-$");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int MAX_TEXT = 96;
    private static final String OTHER = "other";

    private Model() {}

    /**
     * The model by its name in the firmware.
     *
     * @param vendor who made the machine, as {@link Vendors} knows him
     * @return the model, or {@code other}; empty if the firmware names none
     */
    static Optional<String> nameOf(Optional<String> vendor, String text) {
        if (Vendors.saysNothing(text)) {
            return Optional.empty();
        }
        if (text.length() > MAX_TEXT) {
            return Optional.of(OTHER);
        }
        String name = CONFIGURATION
                .matcher(BLANKS.matcher(text.strip()).replaceAll(" "))
                .replaceFirst("");
        boolean known = VIRTUAL.matcher(name).matches()
                || SHAPES.stream()
                        .filter(shape ->
                                vendor.filter(shape.vendors()::contains).isPresent())
                        .anyMatch(shape -> shape.names().matcher(name).matches());
        return Optional.of(known ? name : OTHER);
    }

    private static Shape shape(String vendors, String names) {
        return new Shape(Set.of(vendors.split(" ", -1)), Pattern.compile(names));
    }
}
