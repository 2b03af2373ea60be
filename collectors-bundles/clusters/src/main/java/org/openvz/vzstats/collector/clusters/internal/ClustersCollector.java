package org.openvz.vzstats.collector.clusters.internal;

import java.io.IOException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.osgi.service.component.annotations.Component;

/**
 * Reads which kinds of clusters a host is part of, how large they are and what the host does in them:
 *
 * <pre>{@code
 * {"clusters.ha": true, "clusters.ha_guests": 10, "clusters.health": {"healthy": 2}, "clusters.kind": {"shaman": 1, "vstorage": 1},
 *  "clusters.relocation": "drs", "clusters.replicas": {"3": 1}, "clusters.roles": {"storage-client": 1, "storage-cs": 1},
 *  "clusters.shaman_size": 5, "clusters.storage_cs": 12, "clusters.storage_size": 16384, "clusters.storage_used_percent": 25}
 * }</pre>
 */
@Component
@CollectorName("clusters")
public final class ClustersCollector implements Collector {

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        if (!host.exists("/etc")) {
            // Nothing is known of it, not even that it is in no cluster.
            return;
        }
        Findings findings = new Findings(section);
        VirtuozzoStorage.read(host, findings, section);
        Shaman.read(host, findings, section);
        Corosync.read(host, findings);
        Drbd.read(host, findings);
        Ceph.read(host, findings);
        OtherKinds.read(host, findings);
        findings.finish();
    }
}
