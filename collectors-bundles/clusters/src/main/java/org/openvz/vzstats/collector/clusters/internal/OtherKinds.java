package org.openvz.vzstats.collector.clusters.internal;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Numbers;

/** Clusters of which files tell little more than that the host is in one. */
final class OtherKinds {

    private static final Pattern REPLICA_COUNT = Pattern.compile("(?m)^replica_count=(\\d{1,2})$");
    private static final long MAX_REPLICAS = 15;

    private OtherKinds() {}

    static void read(Host host, Findings findings) throws IOException {
        gluster(host, findings);
        kubernetes(host, findings);
        if (host.exists("/var/lib/docker/swarm/docker-state.json")) {
            findings.member("docker-swarm", 1);
        }
        if (host.exists("/var/lib/incus/cluster.crt")) {
            findings.member("incus", 1);
        }
        if (host.exists("/var/lib/lxd/cluster.crt") || host.exists("/var/snap/lxd/common/lxd/cluster.crt")) {
            findings.member("lxd", 1);
        }
    }

    private static void gluster(Host host, Findings findings) throws IOException {
        int peers = host.list("/var/lib/glusterd/peers").size();
        if (peers == 0) {
            return;
        }
        findings.member("gluster", 1);
        findings.size("gluster_size", OptionalLong.of(peers + 1L));
        findings.role("gluster-server");
        long most = 0;
        for (String volume : host.list("/var/lib/glusterd/vols")) {
            Matcher replicas = REPLICA_COUNT.matcher(
                    host.read("/var/lib/glusterd/vols/" + volume + "/info").orElse(""));
            if (replicas.find()) {
                most = Math.max(
                        most, Numbers.parse(replicas.group(1), MAX_REPLICAS).orElse(0));
            }
        }
        findings.replicas(OptionalLong.of(most));
    }

    private static void kubernetes(Host host, Findings findings) throws IOException {
        boolean control = host.exists("/etc/kubernetes/manifests/kube-apiserver.yaml")
                || host.exists("/var/lib/rancher/k3s/server/db");
        boolean worker = List.of("/etc/kubernetes/kubelet.conf", "/var/lib/rancher/k3s/agent").stream()
                .anyMatch(host::exists);
        if (control || worker) {
            findings.member("kubernetes", 1);
            findings.role(control ? "kubernetes-control-plane" : "kubernetes-worker");
        }
    }
}
