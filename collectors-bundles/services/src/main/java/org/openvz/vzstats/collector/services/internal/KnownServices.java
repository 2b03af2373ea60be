package org.openvz.vzstats.collector.services.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The services that are reported, by the one name they are reported under. A service that is none of them may be named for a
 * company or a project, and is left out.
 */
final class KnownServices {

    /** On each line a service, then its names in other distributions, init systems and versions. */
    static final String NAMES =
            """
            vz
            vzeventd vzevent
            vzstats
            vznetstat
            prl-disp parallels-server
            disp-helper
            vcmmd
            pfcached
            pcompact
            coripper
            cpupools
            shaman shamand
            pdrs
            vstorage-mdsd pstorage-mdsd
            vstorage-csd pstorage-csd
            vstorage-fs pstorage-fs
            vstorage-target-manager
            ksm
            ksmtuned
            libvirtd libvirt-bin
            virtqemud
            virtlxcd
            virtlogd
            libvirt-guests
            qemu-guest-agent qemu-ga
            lxc
            lxc-net
            lxcfs
            lxd snap.lxd.daemon
            incus
            docker docker.io
            containerd
            podman
            crio
            kubelet
            k3s k3s-agent
            pve-cluster
            pve-firewall
            pve-guests
            pve-ha-crm
            pve-ha-lrm
            pvedaemon
            pveproxy
            pvestatd
            qmeventd
            spiceproxy
            proxmox-backup proxmox-backup-proxy
            vdsmd
            ovirt-engine
            xapi
            xenstored xencommons xen
            nova-compute openstack-nova-compute
            cloudstack-agent
            opennebula
            cloud-init
            openvswitch openvswitch-switch ovs-vswitchd
            corosync
            pacemaker
            pcsd
            cman
            rgmanager
            drbd
            ceph-mon
            ceph-osd
            ceph-mgr
            ceph-mds
            glusterd glusterfs-server
            zfs zfs-mount zfs-import-cache zfs-zed
            lvm2-lvmetad
            multipathd multipath-tools
            iscsid open-iscsi iscsi
            iscsi-target tgt tgtd target targetclid
            nfs-server nfs nfs-kernel-server
            rpcbind portmap
            autofs
            smbd smb samba
            mdmonitor mdadm
            smartd smartmontools
            fstrim
            sshd ssh
            firewalld
            iptables
            ip6tables
            nftables
            netfilter-persistent iptables-persistent
            ufw
            shorewall
            csf
            fail2ban
            auditd
            apparmor
            NetworkManager
            network
            networking
            systemd-networkd
            systemd-resolved
            dnsmasq
            named bind9
            unbound
            haproxy
            keepalived
            bird
            frr
            quagga zebra
            openvpn
            wireguard wg-quick
            strongswan ipsec strongswan-starter
            lldpd
            lldpad
            chronyd chrony
            ntpd ntp ntpsec
            openntpd
            systemd-timesyncd
            zabbix-agent zabbix-agent2
            snmpd
            node-exporter prometheus-node-exporter node_exporter
            prometheus
            collectd
            munin-node
            nrpe nagios-nrpe-server
            icinga2
            netdata
            telegraf
            datadog-agent
            check-mk-agent check_mk check-mk-agent-async
            monit
            sysstat
            atop
            grafana-server
            rsyslog
            syslog-ng
            abrtd
            kdump kdump-tools
            systemd-oomd
            earlyoom
            tuned
            irqbalance
            numad
            thermald
            rngd rng-tools haveged
            cron crond cronie
            atd
            anacron
            unattended-upgrades
            apt-daily-upgrade
            dnf-automatic dnf-automatic-install
            yum-cron
            packagekit
            snapd
            postfix
            exim exim4
            sendmail
            httpd apache2
            nginx
            mariadb mysql mysqld
            postgresql
            redis redis-server
            puppet puppetd
            salt-minion
            chef-client
            cockpit
            webmin
            cpanel
            plesk psa
            bacula-fd bacula-client
            bareos-fd
            veeam veeamservice
            cdp-agent
            acronis acronis_mms
            kcare
            ipmi openipmi ipmievd
            open-vm-tools vmtoolsd
            acpid
            xinetd
            cups
            avahi-daemon
            bluetooth
            display-manager gdm gdm3 lightdm sddm
            """;

    private static final Map<String, String> BY_NAME = byName();

    private KnownServices() {}

    /**
     * The service of a unit or of a start script.
     *
     * @param name without its type: {@code sshd}, {@code ceph-osd@3}, {@code vstorage-csd.<cluster>.1025}
     */
    static Optional<String> of(String name) {
        return Optional.ofNullable(BY_NAME.get(withoutInstance(name)));
    }

    /** An instance may be the name of a customer, a cluster, a network. */
    private static String withoutInstance(String name) {
        int at = name.indexOf('@');
        if (at > 0) {
            return name.substring(0, at);
        }
        boolean storage = name.startsWith("vstorage-") || name.startsWith("pstorage-");
        int dot = storage ? name.indexOf('.') : -1;
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static Map<String, String> byName() {
        Map<String, String> byName = new HashMap<>();
        NAMES.lines().map(line -> line.split(" ", -1)).forEach(names -> {
            for (String name : names) {
                byName.put(name, names[0]);
            }
        });
        return Map.copyOf(byName);
    }
}
