package org.openvz.vzstats.trigger.pkg.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPackagesTest {

    private static final String BASH = "Package: bash\nStatus: install ok installed\nVersion: 5.2\n\n";
    private static final String KERNEL =
            "Package: linux-image-6.1.0-18-amd64\nStatus: install ok installed\nVersion: 6.1.76\n\n";

    @TempDir
    Path root = Path.of("set by JUnit");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vzctl",
                "vzctl-core",
                "vzquota",
                "ploop",
                "ploop-lib",
                "kernel",
                "vzkernel",
                "ovzkernel",
                "pve-manager",
                "linux-image-6.1.0-18-amd64",
                "proxmox-kernel-6.8.4-2-pve",
                "qemu-kvm-vz",
                "libvirt-daemon",
                "lxc",
                "docker-ce"
            })
    void containersMachinesAndKernelsMatter(String name) {
        assertTrue(HostPackages.matters(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "kernel-headers", "linux-libc-dev", "docker-doc", "libvirt-doc", "zq-kernel"})
    void othersDoNot(String name) {
        assertFalse(HostPackages.matters(name));
    }

    @Test
    void onlyWhatMattersChangesTheVersions() throws Exception {
        HostPackages packages = new HostPackages(root);
        assertEquals(Optional.empty(), packages.versions());
        String before = packages.state();
        write("var/lib/dpkg/status", BASH + KERNEL);
        assertNotEquals(before, packages.state());
        Optional<String> versions = packages.versions();

        write("var/lib/dpkg/status", BASH.replace("5.2", "5.3") + KERNEL);
        assertEquals(versions, packages.versions());
        write("var/lib/dpkg/status", BASH + KERNEL + KERNEL.replace("-18-", "-19-"));
        assertNotEquals(versions, packages.versions());
        assertFalse(packages.versions().orElseThrow().contains("linux"), "a digest");
    }

    @Test
    void rpmIsAsked() throws Exception {
        write("var/lib/rpm/rpmdb.sqlite", "");
        Path rpm = write("usr/bin/rpm", "#!/bin/sh\necho 'vzctl 4.9.4-1 x86_64'\n");
        Files.setPosixFilePermissions(rpm, PosixFilePermissions.fromString("rwxr-xr-x"));
        HostPackages packages = new HostPackages(root);
        Optional<String> versions = packages.versions();
        assertTrue(versions.isPresent());
        write("usr/bin/rpm", "#!/bin/sh\necho 'vzctl 4.9.4-2 x86_64'\n");
        assertNotEquals(versions, packages.versions());
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        return Files.writeString(file, text);
    }
}
