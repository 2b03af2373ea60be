package org.openvz.vzstats.collector.cgroups.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class CgroupsCollectorTest {

    private static final String ROOT = "/sys/fs/cgroup/";
    private static final String HEADER = "#subsys_name\thierarchy\tnum_cgroups\tenabled\n";

    private final CgroupsCollector collector = new CgroupsCollector();

    @TempDir
    private Path empty;

    @Test
    void anEmptyHostHasNone() throws IOException {
        assertEquals("", new RecordedHost(empty).census(collector));
    }

    @Test
    void thisMachine() throws IOException {
        String census = RecordedHost.thisMachine().census(collector);
        assertTrue(census.contains("cgroups.version = "), census);
    }

    @Test
    void aKernelThatNobodyAskedForGroups() throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/proc/cgroups", HEADER + "cpu\t0\t1\t1\nmemory\t0\t1\t0\n");
        assertEquals("cgroups.beancounters = false\ncgroups.version = none\n", host.census(collector));
    }

    @Test
    void beancountersAlone() throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/proc/user_beancounters", "Version: 2.5\n");
        assertEquals("cgroups.beancounters = true\ncgroups.version = beancounters\n", host.census(collector));
    }

    @Test
    void systemdsOwnHierarchyBesideVersion1IsHybrid() throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/proc/cgroups", HEADER + "cpu\t2\t70\t1\nmemory\t3\t90\t1\npids\t0\t1\t1\n")
                .with(ROOT + "unified/cgroup.controllers", "\n")
                .with(ROOT + "systemd/cgroup.procs", "1\n")
                .with(ROOT + "systemd/docker/cgroup.procs", "")
                .with(ROOT + "memory/docker/memory.limit_in_bytes", "1073741824\n")
                .with(ROOT + "cpu/docker/cpu.cfs_quota_us", "-1\n");
        assertEquals(
                """
                cgroups.beancounters = false
                cgroups.controllers = {cpu=1, memory=1}
                cgroups.groups = {cpu:64-127=1, memory:64-127=1}
                cgroups.limits = {memory=1}
                cgroups.users = {docker=1}
                cgroups.version = hybrid
                """,
                host.census(collector));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#subsys_name\n",
                "cpu\n",
                "cpu 1 1\n",
                "cpu -1 1 1\n",
                "cpu 1 99999999999999999999 1\n",
                "cpu 1 1 2\n"
            })
    void whatCannotBeReadSaysNoVersion(String cgroups) throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/proc/cgroups", cgroups)
                .with("/proc/user_beancounters", "Version: 2.5\n");
        assertEquals("", host.census(collector));
    }

    @Test
    void aControllerOfOnesOwnIsOther() throws IOException {
        String census = new RecordedHost(empty)
                .with("/proc/cgroups", HEADER + "zqctl\t1\t3\t1\n")
                .census(collector);
        assertTrue(census.contains("cgroups.controllers = {other=1}\ncgroups.groups = {other:2-3=1}\n"), census);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2-3", "64, 64-127", "8191, 4096-8191", "8192, 8192+", "70000, 8192+"})
    void groupsAreCountedBetweenPowersOfTwo(int groups, String size) throws IOException {
        String census = new RecordedHost(empty)
                .with("/proc/cgroups", HEADER + "cpu\t1\t" + groups + "\t1\n")
                .census(collector);
        assertTrue(census.contains("cgroups.groups = {cpu:" + size + "=1}\n"), census);
    }

    @ParameterizedTest
    @CsvSource({
        "kubepods.slice, kubernetes",
        "lxc.payload.zqshop, lxc",
        "lxc.monitor.zqshop, lxc",
        "libpod_parent, podman",
        "qemu.slice, proxmox",
        "slurm, slurm",
        "zqgroup, other",
        "600adc12-0e39-41b3-bf05-c59b7d26dd73, other"
    })
    void aGroupHasAKnownMaker(String group, String user) throws IOException {
        String census = unified().with(ROOT + group + "/cgroup.procs", "").census(collector);
        assertTrue(census.contains("cgroups.users = {" + user + "=1}\n"), census);
        assertFalse(census.contains("zq"), census);
    }

    @ParameterizedTest
    @CsvSource({
        "system.slice/docker-5a51c0ffee.scope, docker, system.slice",
        "system.slice/crio-5a51c0ffee.scope, kubernetes, system.slice",
        "machine.slice/libpod-5a51c0ffee.scope, podman, machine.slice",
        "machine.slice/machine-qemu-zq.scope, libvirt, machine.slice",
        "machine.slice/systemd-nspawn@zq.service, nspawn, machine.slice"
    })
    void aScopeHasAKnownMaker(String group, String user, String slice) throws IOException {
        String census = unified().with(ROOT + group + "/cgroup.procs", "").census(collector);
        assertTrue(census.contains(user + "=1"), census);
        assertTrue(census.contains(slice + "=1"), census);
        assertFalse(census.contains("zq"), census);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev-hugepages.mount", "zqfile"})
    void mountsAndFilesAreNoUsers(String name) throws IOException {
        RecordedHost host = name.endsWith(".mount")
                ? unified().with(ROOT + name + "/cgroup.procs", "")
                : unified().with(ROOT + name, "1\n");
        assertTrue(host.census(collector).contains("cgroups.users = {}\n"));
    }

    @Test
    void containersOfOpenVzAreNoStrangers() throws IOException {
        String census = unified()
                .with("/proc/vz/veinfo", "600adc12-0e39-41b3-bf05-c59b7d26dd73 0 37\n101 0 3\n1 0 12\n0 0 812\n")
                .with(ROOT + "600adc12-0e39-41b3-bf05-c59b7d26dd73/cgroup.procs", "")
                .with(ROOT + "101/cgroup.procs", "")
                .census(collector);
        assertTrue(census.contains("cgroups.users = {openvz=1}\n"), census);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "101 2 24\n",
                "0 0 5\nzqct 2 24\n",
                "0 0 5\n101 2\n",
                "0 0 5\n101 -2 24\n",
                "0 0 5\n0 0 5\n",
                "         0     0   213\n         1     0     9\n",
                "\n"
            })
    void withoutContainersOpenVzUsesNone(String veinfo) throws IOException {
        assertTrue(unified().with("/proc/vz/veinfo", veinfo).census(collector).contains("cgroups.users = {}\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "memory.max, 17179869184, {memory=1}",
        "memory.max, max, {}",
        "cpu.max, 50000 100000, {cpu=1}",
        "cpu.max, max 100000, {}",
        "pids.max, 512, {pids=1}",
        "io.max, 8:0 rbps=1 wbps=max riops=max wiops=max, {io=1}",
        "io.max, '', {}"
    })
    void aLimitOfVersion2(String file, String value, String limits) throws IOException {
        String census = unified()
                .with(ROOT + "user.slice/cgroup.procs", "")
                .with(ROOT + "user.slice/" + file, value.isEmpty() ? "" : value + "\n")
                .census(collector);
        assertTrue(census.contains("cgroups.limits = " + limits + "\n"), census);
    }

    @ParameterizedTest
    @CsvSource({
        "memory/user.slice/memory.limit_in_bytes, 4294967296, {memory=1}",
        "memory/user.slice/memory.limit_in_bytes, 9223372036854771712, {}",
        "cpu/user.slice/cpu.cfs_quota_us, 50000, {cpu=1}",
        "cpu/user.slice/cpu.cfs_quota_us, -1, {}",
        "pids/user.slice/pids.max, max, {}",
        "pids/user.slice/pids.max, 100, {pids=1}"
    })
    void aLimitOfVersion1(String file, String value, String limits) throws IOException {
        String census = new RecordedHost(empty)
                .with(ROOT + "systemd/cgroup.procs", "1\n")
                .with(ROOT + "systemd/user.slice/cgroup.procs", "")
                .with(ROOT + file, value + "\n")
                .census(collector);
        assertTrue(census.contains("cgroups.limits = " + limits + "\n"), census);
    }

    private RecordedHost unified() throws IOException {
        return new RecordedHost(empty)
                .with(ROOT + "cgroup.controllers", "cpu memory pids\n")
                .with(ROOT + "cgroup.procs", "1\n");
    }
}
