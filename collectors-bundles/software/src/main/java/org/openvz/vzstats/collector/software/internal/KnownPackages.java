package org.openvz.vzstats.collector.software.internal;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The packages that are reported, by the name of the product they are of. */
final class KnownPackages {

    /** Those whose version is asked for: on each line the metric, then the packages, of which the first that is installed counts. */
    static final Map<String, List<String>> PRODUCTS = byFirst(
            """
            vzctl vzctl vzctl-core
            libvzctl libvzctl
            vzquota vzquota
            ploop ploop
            vzkernel vzkernel ovzkernel
            vztt vztt
            vzstats vzstats
            prl_disp_service prl-disp-service
            prlctl prlctl
            vcmmd vcmmd
            shaman shaman
            readykernel readykernel
            criu criu
            pcompact pcompact
            qemu_kvm_vz qemu-kvm-vz
            vstorage_client vstorage-client pstorage-client
            vstorage_chunk_server vstorage-chunk-server pstorage-chunk-server
            vstorage_metadata_server vstorage-metadata-server pstorage-metadata-server
            pve_manager pve-manager
            proxmox_backup proxmox-backup-server
            libvirt libvirt-daemon-system libvirt-daemon libvirt-bin libvirt
            qemu qemu-system-x86 qemu-system-x86-core qemu-system-arm qemu-kvm-core qemu-kvm qemu-kvm-ev qemu-kvm-rhev pve-qemu-kvm \
            qemu-system-x86_64 qemu-base qemu
            lxc lxc lxc-pve
            lxcfs lxcfs
            lxd lxd
            incus incus incus-base
            docker docker-ce docker.io docker-engine docker-ee moby-engine docker
            containerd containerd.io containerd
            podman podman
            crio cri-o
            kubelet kubelet
            openvswitch openvswitch-switch openvswitch
            corosync corosync
            pacemaker pacemaker
            drbd_utils drbd-utils drbd90-utils drbd84-utils drbd9x-utils drbd83-utils
            ceph ceph-common ceph
            glusterfs glusterfs-server glusterfs
            zfs zfsutils-linux zfs
            systemd systemd
            """);

    /** Those of which it is enough to know that they are there: on each line the key, then other names. */
    static final Map<String, List<String>> OTHERS = byFirst(
            """
            libprlsdk
            libprlcommon
            vcmmd-policies
            pdrs
            readykernel-scan
            phaul
            pfcache
            cpupools
            hastart
            ksm-vz
            disp-helper
            coripper
            libreport-plugin-problem-report
            libguestfs libguestfs-tools
            vzmigrate
            vzdump
            vzprocps
            vzvncserver
            vzubc
            virt-manager virtinst virt-install
            ovmf edk2-ovmf
            swtpm
            virtiofsd
            xen xen-runtime xen-utils-common
            vdsm
            ovirt-engine
            nova-compute openstack-nova-compute
            cloudstack-agent
            opennebula-node-kvm opennebula-node
            cloud-init
            docker-compose docker-compose-plugin
            buildah
            runc
            crun
            kata-containers kata-runtime
            cockpit
            webmin
            zabbix-agent zabbix-agent2
            node-exporter prometheus-node-exporter node_exporter
            collectd
            munin-node
            nrpe nagios-nrpe-server
            netdata
            telegraf
            datadog-agent
            check-mk-agent
            snmpd net-snmp
            puppet puppet-agent
            salt-minion
            ansible ansible-core
            chef
            borgbackup
            restic
            bacula-client bacula-fd
            bareos-filedaemon
            veeam
            rsnapshot
            kernelcare
            kpatch
            fail2ban
            firewalld
            ufw
            shorewall
            nfs-server nfs-kernel-server nfs-utils
            open-iscsi iscsi-initiator-utils
            multipath-tools device-mapper-multipath
            lvm2
            mdadm
            smartmontools
            ipmitool
            numad
            tuned
            irqbalance
            haproxy
            keepalived
            frr
            bird bird2
            wireguard wireguard-tools
            openvpn
            dnsmasq
            abrt
            kexec-tools kdump-tools
            chrony
            ntp ntpsec
            unattended-upgrades
            dnf-automatic
            yum-cron
            snapd
            flatpak
            """);

    private static final Set<String> NAMES = names();

    private KnownPackages() {}

    static boolean contains(String name) {
        return NAMES.contains(name);
    }

    private static Map<String, List<String>> byFirst(String lines) {
        Map<String, List<String>> byFirst = new LinkedHashMap<>();
        lines.lines().map(line -> List.of(line.split(" ", -1))).forEach(words -> byFirst.put(words.get(0), words));
        return byFirst;
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>();
        PRODUCTS.values().forEach(words -> names.addAll(words.subList(1, words.size())));
        OTHERS.values().forEach(names::addAll);
        return Set.copyOf(names);
    }
}
