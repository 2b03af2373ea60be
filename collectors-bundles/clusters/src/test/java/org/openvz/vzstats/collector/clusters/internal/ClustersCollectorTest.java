package org.openvz.vzstats.collector.clusters.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class ClustersCollectorTest {

    private static final String IN_NONE = "clusters.kind = {}\n";

    private final ClustersCollector collector = new ClustersCollector();

    @TempDir
    private Path root;

    @Test
    void thisMachine() throws IOException {
        assertTrue(RecordedHost.thisMachine().census(collector).contains("clusters.kind = "));
    }

    @Test
    void anEmptyHostHasNone() throws IOException {
        assertEquals("", new RecordedHost(root).census(collector));
    }

    @Test
    void ofManyStorageClustersNoneGivesItsSize() throws IOException {
        RecordedHost host = host().with("/etc/vstorage/clusters/zqa/bs.list", "")
                .with("/etc/vstorage/clusters/zqb/bs.list", "")
                .with("/etc/vstorage/clusters/-rf/bs.list", "")
                .with("/etc/pstorage/clusters/zqa/bs.list", "");
        command(
                "usr/bin/vstorage",
                """
                Cluster 'zqa': healthy
                Space: [OK] allocatable 1.32TB of 1.44TB, free 1.39TB of 1.44TB
                CS nodes:  3 of 3 (3 avail, 0 inactive, 0 offline)
                Replication:  3 norm,  2 limit
                """);
        assertEquals(
                """
                clusters.health = {healthy=2}
                clusters.kind = {vstorage=2}
                clusters.replicas = {3=2}
                """,
                host.census(collector));
    }

    @Test
    void metadataServersAreCountedByThoseWhoRunOne() throws IOException {
        RecordedHost host = host().with("/etc/vstorage/clusters/zqa/bs.list", "");
        command("usr/bin/vstorage", "MDS nodes: 3 of 5, epoch uptime: 19d\nCS nodes:  12 of 14 (12 avail)\n");
        assertEquals("clusters.kind = {vstorage=1}\nclusters.storage_cs = 14\n", host.census(collector));
        host.with("/sys/fs/cgroup/systemd/system.slice/vstorage-mdsd.zqa.1.service/tasks", "");
        assertEquals(
                """
                clusters.kind = {vstorage=1}
                clusters.roles = {storage-mds=1}
                clusters.storage_cs = 14
                clusters.storage_mds = 5
                """,
                host.census(collector));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Space: [OK] allocatable 1TB of 1TB, free 2TB of 1TB",
                "Space: [OK] allocatable 1TB of 1TB, free 0TB of 0TB",
                "Space: [OK] allocatable 1TB of 1TB, free 1,5TB of 2,5TB",
                "Space: [OK] allocatable 1TB of 1TB, free 1.5XB of 2.5XB",
                "MDS nodes: 3 of 99999999999\nCS nodes: -3 of -3\nReplication: 99 norm",
                "Cluster 'zq'zq': healthy"
            })
    void whatCannotBeTrueIsLeftOut(String state) throws IOException {
        RecordedHost host = host().with("/etc/vstorage/clusters/zqa/bs.list", "");
        command("usr/bin/vstorage", state);
        assertEquals("clusters.kind = {vstorage=1}\n", host.census(collector));
    }

    @Test
    void shamanThatIsInNoCluster() throws IOException {
        RecordedHost host = host();
        command("usr/sbin/shaman", "Error: the node is not in a cluster\n");
        assertEquals(IN_NONE, host.census(collector));
    }

    @Test
    void aNodeThatIsDownMakesItUnhealthy() throws IOException {
        RecordedHost host = host();
        command(
                "usr/sbin/shaman",
                """
                Cluster 'zqstor'
                Nodes: 2
                Resources: 0
                   192.0.2.11    Active    5a51bec9df1651b0      0 CT
                M* 192.0.2.12    Inactive  5a51bec9df1651b1      0 CT
                RESOURCE_RELOCATION_MODE=zq
                """);
        assertEquals(
                """
                clusters.ha = true
                clusters.ha_guests = 0
                clusters.health = {unhealthy=1}
                clusters.kind = {shaman=1}
                clusters.shaman_size = 2
                """,
                host.census(collector));
    }

    @Test
    void pacemaker() throws IOException {
        RecordedHost host = host().with("/etc/corosync/corosync.conf", "nodelist {\n node {\n }\n}\n")
                .with(
                        "/var/lib/pacemaker/cib/cib.xml",
                        """
                        <cib validate-with="pacemaker-3.7"><configuration>
                          <nodes><node id="1" uname="zqa"/><node id="2" uname="zqb"/><node id="3" uname="zqc"/></nodes>
                          <resources>
                            <primitive id="zqvm" class="ocf" provider="heartbeat" type="VirtualDomain"/>
                            <primitive id="zqip" class="ocf" provider="heartbeat" type="IPaddr2"/>
                          </resources>
                        </configuration><status><node_state id="1"/></status></cib>
                        """);
        assertEquals(
                """
                clusters.ha = true
                clusters.ha_guests = 1
                clusters.kind = {pacemaker=1}
                clusters.pacemaker_size = 3
                """,
                host.census(collector));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<cluster><clusternodes><clusternode/>",
                "<!DOCTYPE c [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><cluster>&e;</cluster>",
                "no XML"
            })
    void whatIsNoWholeXmlIsLeftOut(String xml) throws IOException {
        RecordedHost host = host().with("/etc/cluster/cluster.conf", xml);
        assertEquals(IN_NONE, host.census(collector));
    }

    @Test
    void pacemakerOnCmanIsOneCluster() throws IOException {
        RecordedHost host = host().with(
                        "/var/lib/pacemaker/cib/cib.xml",
                        "<cib><configuration><nodes><node id=\"zqa\"/><node id=\"zqb\"/></nodes></configuration></cib>")
                .with(
                        "/etc/cluster/cluster.conf",
                        "<cluster name=\"zq\"><clusternodes><clusternode name=\"zqa\"/><clusternode name=\"zqb\"/></clusternodes></cluster>");
        assertEquals(
                """
                clusters.ha = false
                clusters.ha_guests = 0
                clusters.kind = {pacemaker=1}
                clusters.pacemaker_size = 2
                """,
                host.census(collector));
    }

    @Test
    void corosyncAlone() throws IOException {
        RecordedHost host = host().with(
                        "/etc/corosync/corosync.conf",
                        "totem {\n}\nnodelist {\n\tnode {\n\t\tname: zqa\n\t}\n\tnode {\n\t}\n}\n");
        assertEquals("clusters.corosync_size = 2\nclusters.kind = {corosync=1}\n", host.census(collector));
    }

    @Test
    void proxmoxWithoutQuorumAndProtectedGuests() throws IOException {
        RecordedHost host = host().with("/etc/pve/corosync.conf", "nodelist {\n  node {\n  }\n  node {\n  }\n}\n")
                .with("/etc/pve/.members", "{\"cluster\": {\"name\": \"zq\", \"quorate\": 0}}");
        assertEquals(
                """
                clusters.ha = false
                clusters.ha_guests = 0
                clusters.health = {unhealthy=1}
                clusters.kind = {proxmox=1}
                clusters.proxmox_size = 2
                """,
                host.census(collector));
    }

    @Test
    void drbdOfVersion9() throws IOException {
        RecordedHost host = host().with("/proc/drbd", "version: 9.1.4 (api:2/proto:110-121)\n")
                .with("/etc/drbd.d/global_common.conf", "global {\n}\n")
                .with(
                        "/etc/drbd.d/zqr0.res",
                        "resource zqr0 {\n  on zqa {\n  }\n  on zqb {\n  }\n  on zqc {\n  }\n}\n");
        assertEquals("clusters.drbd_size = 3\nclusters.kind = {drbd=1}\n", host.census(collector));
    }

    @Test
    void aDrbdModuleWithoutDevicesIsNone() throws IOException {
        RecordedHost host = host().with("/proc/drbd", "version: 8.4.11\n 0: cs:Unconfigured\n");
        assertEquals(IN_NONE, host.census(collector));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mon host = 192.0.2.1,192.0.2.2|2",
                "mon_host = [v2:192.0.2.1:3300/0,v1:192.0.2.1:6789/0] [v2:192.0.2.2:3300/0,v1:192.0.2.2:6789/0]|2",
                "mon-host = [2001:db8::1]:6789, [2001:db8::2]:6789, [2001:db8::3]:6789|3",
                "mon_host = zqmon.zqcorp.example|1"
            })
    void cephMonitors(String line, int monitors) throws IOException {
        RecordedHost host = host().with("/etc/ceph/ceph.conf", "[global]\n" + line + "\n")
                .with("/var/lib/ceph/5a510000-7a71-4a51-8a51-0123456789ab/mon.zqa/config", "")
                .with("/var/lib/ceph/5a510000-7a71-4a51-8a51-0123456789ab/crash.zqa/config", "");
        assertEquals(
                "clusters.ceph_monitors = " + monitors + "\nclusters.kind = {ceph=1}\nclusters.roles = {ceph-mon=1}\n",
                host.census(collector));
    }

    @Test
    void aClientOfCeph() throws IOException {
        RecordedHost host = host().with("/etc/ceph/ceph.conf", "mon host = 192.0.2.1\nosd pool default size = 2\n");
        assertEquals(
                "clusters.kind = {ceph=1}\nclusters.replicas = {2=1}\nclusters.roles = {ceph-client=1}\n",
                host.census(collector));
    }

    @Test
    void gluster() throws IOException {
        RecordedHost host = host().with("/var/lib/glusterd/peers/5a510000-7a71-4a51-8a51-0123456789ab", "uuid=5a51\n")
                .with("/var/lib/glusterd/peers/5a510000-7a71-4a51-8a51-0123456789ac", "uuid=5a52\n")
                .with("/var/lib/glusterd/vols/zqvol/info", "type=2\ncount=3\nreplica_count=3\n")
                .with("/var/lib/glusterd/vols/zqtmp/info", "type=0\nreplica_count=1\n");
        assertEquals(
                """
                clusters.gluster_size = 3
                clusters.kind = {gluster=1}
                clusters.replicas = {3=1}
                clusters.roles = {gluster-server=1}
                """,
                host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/kubernetes/kubelet.conf, kubernetes-worker",
        "/etc/kubernetes/manifests/kube-apiserver.yaml, kubernetes-control-plane",
        "/var/lib/rancher/k3s/agent/kubelet.kubeconfig, kubernetes-worker",
        "/var/lib/rancher/k3s/server/db/state.db, kubernetes-control-plane"
    })
    void kubernetes(String path, String role) throws IOException {
        assertEquals(
                "clusters.kind = {kubernetes=1}\nclusters.roles = {" + role + "=1}\n",
                host().with(path, "").census(collector));
    }

    @Test
    void managersOfContainers() throws IOException {
        RecordedHost host =
                host().with("/var/lib/incus/cluster.crt", "").with("/var/snap/lxd/common/lxd/cluster.crt", "");
        assertEquals("clusters.kind = {incus=1, lxd=1}\n", host.census(collector));
    }

    private RecordedHost host() throws IOException {
        return new RecordedHost(root).with("/etc/hostname", "zqhost\n");
    }

    /** Says the same whatever it is asked. */
    private void command(String path, String output) throws IOException {
        new RecordedHost(root).with("/" + path, "#!/bin/sh\ncat <<'EOF'\n" + output + "\nEOF\n");
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
