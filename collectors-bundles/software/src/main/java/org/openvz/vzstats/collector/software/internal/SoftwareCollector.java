package org.openvz.vzstats.collector.software.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.KeyValues;
import org.openvz.vzstats.collector.support.PackageDatabase;
import org.osgi.service.component.annotations.Component;

/**
 * Reads which of a public list of packages are installed, and the versions of those that hosts are asked about:
 *
 * <pre>{@code
 * {"software.installed": {"cpupools": 1, "libprlsdk": 1, "pdrs": 1}, "software.libvirt": "6.0.0", "software.live_patch": "readykernel",
 *  "software.package_format": "rpm", "software.packages": 800, "software.prl_disp_service": "7.0.900",
 *  "software.repositories": {"epel": 1, "openvz": 1}, "software.vzkernel": "3.10.0-1160.119.1.vz7.224.4"}
 * }</pre>
 */
@Component
@CollectorName("software")
public final class SoftwareCollector implements Collector {

    /** Where it is no package of the distribution, but one of snapd. */
    private static final List<String> SNAPS = List.of("lxd", "docker");

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Optional<Inventory> inventory = PackageDatabase.read(host).map(Inventory::new);
        if (inventory.isPresent()) {
            section.text("software.package_format", inventory.get().format());
            section.quantity("software.packages", inventory.get().packages());
            products(inventory.get(), section);
            installed(inventory.get(), section);
        }
        // After the packages: where there is a snap, that of the same name is an empty one which only brings it along.
        snaps(host, section);
        boolean readyKernel =
                inventory.flatMap(packages -> packages.version("readykernel")).isPresent();
        Optional<String> patch = LivePatch.read(host, readyKernel);
        if (patch.isPresent()) {
            section.text("software.live_patch", patch.get());
        }
        Optional<Set<String>> repositories = Repositories.read(host);
        if (repositories.isPresent()) {
            section.counted("software.repositories");
            for (String repository : repositories.get()) {
                section.count("software.repositories", repository, 1);
            }
        }
    }

    private static void products(Inventory inventory, Section.Builder section) throws BudgetExceededException {
        for (Map.Entry<String, List<String>> product : KnownPackages.PRODUCTS.entrySet()) {
            boolean kernel = product.getKey().equals("vzkernel");
            Optional<String> version = product.getValue().stream()
                    .skip(1)
                    .flatMap(name -> inventory.version(name).stream())
                    .findFirst()
                    .flatMap(kernel ? UpstreamVersion::ofContainerKernel : UpstreamVersion::of);
            if (version.isPresent()) {
                section.text("software." + product.getKey(), version.get());
            }
        }
    }

    private static void installed(Inventory inventory, Section.Builder section) throws BudgetExceededException {
        section.counted("software.installed");
        for (Map.Entry<String, List<String>> product : KnownPackages.OTHERS.entrySet()) {
            if (product.getValue().stream().anyMatch(inventory.known()::contains)) {
                section.count("software.installed", product.getKey(), 1);
            }
        }
    }

    private static void snaps(Host host, Section.Builder section) throws IOException {
        for (String snap : SNAPS) {
            Optional<String> version = host.read("/snap/" + snap + "/current/meta/snap.yaml").stream()
                    .flatMap(yaml -> KeyValues.blocks(yaml).stream().limit(1))
                    .map(keys ->
                            keys.getOrDefault("version", "").replace("'", "").replace("\"", ""))
                    .findFirst()
                    .flatMap(UpstreamVersion::of);
            if (version.isPresent()) {
                section.text("software." + snap, version.get());
            }
        }
    }
}
