package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Recorded hosts that have grown: a thousand containers and two hundred virtual machines, of which no two are set alike. */
final class LargeHosts {

    static final int CONTAINERS = 1_000;
    static final int MACHINES = 200;

    private static final Path TREES = Path.of("..", "..", "collectors-bundles", "testkit", "hosts");

    private static final List<String> TEMPLATES = List.of(
            "centos-7-x86_64",
            "centos-6-x86_64",
            "debian-11-x86_64",
            "ubuntu-22.04-x86_64",
            "almalinux-9",
            "zqacme-golden");

    private static final List<String> SYSTEMS = List.of("win-2016", "centos7", "debian", "ubuntu", "rhel8", "other");

    private static final List<String> RESOURCES = List.of(
            "kmemsize",
            "lockedpages",
            "privvmpages",
            "shmpages",
            "dummy",
            "numproc",
            "physpages",
            "vmguarpages",
            "oomguarpages",
            "numtcpsock",
            "numflock",
            "numpty",
            "numsiginfo",
            "tcpsndbuf",
            "tcprcvbuf",
            "othersockbuf",
            "dgramrcvbuf",
            "numothersock",
            "dcachesize",
            "numfile",
            "dummy",
            "dummy",
            "dummy",
            "numiptent");

    private final Path root;

    private LargeHosts(Path root) {
        this.root = root;
    }

    /** Containers and machines of OpenVZ 7, in the place of the recorded ones. */
    static void openvz7(Path root) throws IOException {
        LargeHosts host = new LargeHosts(root);
        host.copy(TREES.resolve("openvz7"));
        host.containersOfOpenvz();
        host.command(
                "prlctl", "list -a --vmtype vm -i -j", "[" + host.each(MACHINES, ",\n", LargeHosts::machine) + "]");
        host.command(
                "prlctl",
                "list -a -i -j",
                "[" + host.each(MACHINES, ",\n", LargeHosts::machine) + ",\n"
                        + host.each(CONTAINERS, ",\n", LargeHosts::containerOfDispatcher) + "]");
    }

    /** Domains of libvirt beside the recorded ones, and containers of LXC, Incus and Docker. */
    static void libvirt(Path root) throws IOException {
        LargeHosts host = new LargeHosts(root);
        host.copy(TREES.resolve("incus"));
        host.copy(TREES.resolve("docker").resolve("var"), root.resolve("var"));
        host.copy(TREES.resolve("libvirt"));
        host.domains();
        host.containersOfOthers();
    }

    private void containersOfOpenvz() throws IOException {
        String conf = Files.readString(root.resolve("etc/vz/conf/5a5100cc-0e39-41b3-bf05-c59b7d26dd73.conf"));
        for (int i = 0; i < CONTAINERS; i++) {
            write(
                    "etc/vz/conf/" + uuid(i) + ".conf",
                    conf.replace("5a5100cc-0e39-41b3-bf05-c59b7d26dd73", uuid(i))
                            .replace(".centos-7-x86_64", "." + TEMPLATES.get(i % TEMPLATES.size()))
                            .replace("zqct1", "zqct" + i)
                            .replace("zqCT1", "zqCT" + i)
                            .replace("PHYSPAGES=\"1048576:1048576\"", "PHYSPAGES=\"" + (i + 1) * 4096 + "\"")
                            .replace("SWAPPAGES=\"262144:262144\"", "SWAPPAGES=\"" + i * 1024 + "\"")
                            .replace("DISKSPACE=\"67108864:67108864\"", "DISKSPACE=\"" + (i + 1) * 1048576L + "\"")
                            .replace("CPUS=\"4\"", "CPUS=\"" + (i % 64 + 1) + "\"")
                            .replace("CPUUNITS=\"1000\"", "CPUUNITS=\"" + (i + 8) * 10 + "\"")
                            .replace("CPULIMIT=\"200\"", "CPULIMIT=\"" + (i + 1) + "\""));
            if (isRunning(i)) {
                write("sys/fs/cgroup/systemd/machine.slice/" + uuid(i) + "/cgroup.procs", "");
                write("sys/fs/cgroup/beancounter/" + uuid(i) + "/beancounter.iopslimit.speed", "500\n");
                write("sys/devices/virtual/net/veth42" + i + "/address", "02:5a:51:00:00:01\n");
                Files.createSymbolicLink(
                        root.resolve("sys/class/net/veth42" + i), Path.of("../../devices/virtual/net/veth42" + i));
                write("sys/block/ploop" + (10_000 + 16 * i) + "/size", "20971520\n");
            }
        }
        append("proc/vz/veinfo", each(CONTAINERS, "", i -> isRunning(i) ? uuid(i) + " 0    63 198.51.100.12\n" : ""));
        append("proc/user_beancounters", each(CONTAINERS, "", i -> isRunning(i) ? beancounters(i) : ""));
        append("proc/mounts", each(CONTAINERS, "", i -> isRunning(i) ? mount(i) : ""));
        command("vzlist", "-a -j", "[" + each(CONTAINERS, ",\n", LargeHosts::listed) + "]");
        command("vzlist", "-a -j -o ctid,status,layout", "[" + each(CONTAINERS, ",\n", LargeHosts::listedShort) + "]");
    }

    private void domains() throws IOException {
        String domain = Files.readString(root.resolve("etc/libvirt/qemu/zqvmweb1.xml"));
        String status = Files.readString(root.resolve("run/libvirt/qemu/zqvmweb1.xml"));
        // With the devices and their addresses that the daemon fills in, a status is ten times as long.
        String addresses = "<address type='pci' domain='0x0000' bus='0x00' slot='0x1f' function='0x2'/>\n".repeat(200);
        for (int i = 0; i < MACHINES; i++) {
            String memory = ">" + (i + 1) * 1048576L + "</memory>";
            write(
                    "etc/libvirt/qemu/zqvm" + i + ".xml",
                    domain.replace("zqvmweb1", "zqvm" + i).replaceAll(">\\d+</memory>", memory));
            if (isRunning(i)) {
                write(
                        "run/libvirt/qemu/zqvm" + i + ".xml",
                        status.replace("zqvmweb1", "zqvm" + i).replace("</domstatus>", addresses + "</domstatus>"));
            }
        }
    }

    private void containersOfOthers() throws IOException {
        int each = CONTAINERS / 3 + 1;
        String lxc = Files.readString(root.resolve("var/lib/lxc/zqctproxy1/config"));
        String id = "9d5a51d0e1f24c7f8b0a6a0d5e3c9b1f9d5a51d0e1f24c7f8b0a6a0d5e3c9b1f";
        Path recorded = root.resolve("var/lib/docker/containers").resolve(id);
        String config = Files.readString(recorded.resolve("config.v2.json"));
        String limits = Files.readString(recorded.resolve("hostconfig.json"));
        for (int i = 0; i < each; i++) {
            write(
                    "var/lib/lxc/zqlxc" + i + "/config",
                    lxc.replace("memory.max = 1G", "memory.max = " + (i + 1) + "M")
                            .replace("zqctproxy1", "zqlxc" + i));
            String container = "var/lib/docker/containers/" + String.format("%064x", (i + 1L) << 40) + "/";
            write(container + "config.v2.json", config.replace(id, String.format("%064x", (i + 1L) << 40)));
            write(container + "hostconfig.json", limits);
        }
        command("incus", "list --format json", "[" + each(each, ",", LargeHosts::instance) + "]");
        command("incus", "storage list --format json", "[{\"name\": \"default\", \"driver\": \"zfs\"}]");
    }

    private static boolean isRunning(int number) {
        return number % 5 != 0;
    }

    private static String uuid(int number) {
        return String.format("%08x-0e39-41b3-bf05-c59b%08x", number * 2_654_435_761L & 0xffff_ffffL, number);
    }

    /** With all columns. */
    private static String listed(int number) {
        String resources = RESOURCES.stream()
                .distinct()
                .map(
                        name -> "    \"" + name + "\": {\n      \"held\": 4587,\n      \"maxheld\": 7289,\n"
                                + "      \"barrier\": 9223372036854775807,\n      \"limit\": 9223372036854775807,\n      \"failcnt\": 0\n    }")
                .collect(Collectors.joining(",\n"));
        return "  {\n    \"ctid\": \"" + uuid(number) + "\",\n    \"hostname\": \"zqct" + number
                + ".zqcorp.example\",\n    \"name\": \"zqCT" + number + "\",\n    \"status\": \""
                + (isRunning(number) ? "running" : "stopped") + "\",\n    \"layout\": 5,\n" + resources + "\n  }";
    }

    private static String listedShort(int number) {
        return "  {\n    \"ctid\": \"" + uuid(number) + "\",\n    \"status\": \""
                + (isRunning(number) ? "running" : "stopped") + "\",\n    \"layout\": 5\n  }";
    }

    private static String beancounters(int number) {
        return IntStream.range(0, RESOURCES.size())
                .mapToObj(i -> String.format(
                        "%36s %-15s %20d %20d %20d %20d %20d%n",
                        i == 0 ? uuid(number) + ":" : "",
                        RESOURCES.get(i),
                        836_919 + number,
                        1_005_343 + number,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        number % 7 == 0 ? 1 : 0))
                .collect(Collectors.joining());
    }

    private static String mount(int number) {
        return "/dev/ploop" + (10_000 + 16 * number) + "p1 /vz/root/" + uuid(number)
                + " ext4 rw,relatime,data=ordered,balloon_ino=12,pfcache_csum,pfcache=/vz/pfcache 0 0\n";
    }

    private static String machine(int number) {
        return guest(number + CONTAINERS, "VM", SYSTEMS.get(number % SYSTEMS.size()))
                .replace(
                        "\"Type\"",
                        "\"Chipset\": \"q35\",\n\t\"EFI boot\": \"" + (number % 2 == 0 ? "on" : "off")
                                + "\",\n\t\"Type\"");
    }

    private static String containerOfDispatcher(int number) {
        return guest(number, "CT", "centos7");
    }

    /** With as many devices as the larger ones have. */
    private static String guest(int number, String type, String system) {
        String disks = IntStream.range(0, 1 + number % 4)
                .mapToObj(i -> "\t\t\"hdd" + i + "\": {\n\t\t\t\"enabled\": true,\n\t\t\t\"port\": \"scsi:" + i
                        + "\",\n\t\t\t\"image\": \"/vz/vmprivate/" + uuid(number) + "/harddisk" + i
                        + ".hdd\",\n\t\t\t\"type\": \"expanded\",\n\t\t\t\"size\": \"" + (number + 1) * 1024
                        + "Mb\",\n\t\t\t\"subtype\": \"virtio-scsi\"\n\t\t},\n")
                .collect(Collectors.joining());
        String adapters = IntStream.range(0, 1 + number % 3)
                .mapToObj(
                        i -> "\t\t\"net" + i + "\": {\n\t\t\t\"enabled\": true,\n\t\t\t\"dev\": \"vme0051c40d" + i
                                + "\",\n\t\t\t\"network\": \"Bridged\",\n\t\t\t\"mac\": \"025A51C40D19\",\n\t\t\t\"card\": \"virtio\"\n\t\t},\n")
                .collect(Collectors.joining());
        return "{\n\t\"ID\": \"" + uuid(number) + "\",\n\t\"Name\": \"zqguest" + number
                + "\",\n\t\"Description\": \"guest of zqcorp, call zqivan\",\n\t\"Type\": \"" + type
                + "\",\n\t\"State\": \""
                + (isRunning(number) ? "running" : "stopped") + "\",\n\t\"OS\": \"" + system
                + "\",\n\t\"Template\": \"no\",\n\t\"Owner\": \"zqivan@.\",\n"
                + "\t\"GuestTools\": {\n\t\t\"state\": \"installed\",\n\t\t\"version\": \"7.9." + number + "\"\n\t},\n"
                + "\t\"Autostart\": \"on\",\n\t\"Hardware\": {\n\t\t\"cpu\": {\n\t\t\t\"sockets\": 1,\n\t\t\t\"cpus\": "
                + (number % 32 + 1) + ",\n\t\t\t\"hotplug\": true,\n\t\t\t\"cpulimit\": \"" + number
                + "%\"\n\t\t},\n\t\t\"memory\": {\n\t\t\t\"size\": \"" + (number + 1) * 64
                + "Mb\",\n\t\t\t\"hotplug\": true\n\t\t},\n" + disks + adapters
                + "\t\t\"NUMA nodes:\": {\n\t\t\t\"nodes\": \"disabled\"\n\t\t}\n\t},\n"
                // What no metric asks for: boot order, display, backup, offline management and so on.
                + "\t\"Backup path\": \"" + "x".repeat(800) + "\"\n}";
    }

    /** With the volatile keys and the state that fill it. */
    private static String instance(int number) {
        String config = "{\"image.os\": \"Debian\", \"image.release\": \"bookworm\", \"limits.memory\": \""
                + (number + 1) + "MiB\", \"volatile.idmap\": \"" + "x".repeat(1_500) + "\"}";
        return "{\"name\": \"zqincus" + number + "\", \"status\": \"" + (isRunning(number) ? "Running" : "Stopped")
                + "\", \"location\": \"none\", \"type\": \"container\", \"config\": " + config
                + ", \"expanded_config\": " + config
                + ", \"expanded_devices\": {\"root\": {\"path\": \"/\", \"pool\": \"default\", \"type\": \"disk\"}}, \"state\": {\"disk\": \""
                + "x".repeat(1_500) + "\"}}";
    }

    private String each(int count, String separator, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(separator));
    }

    /** Adds what a command says for these arguments; the recorded command goes. */
    private void command(String name, String arguments, String output) throws IOException {
        Path executable = root.resolve("usr/bin").resolve(name);
        Files.deleteIfExists(root.resolve("usr/sbin").resolve(name));
        write("answers/" + name + "/" + arguments.replace(' ', '_'), output);
        Files.deleteIfExists(executable);
        Files.writeString(
                executable, "#!/bin/sh\nexec cat \"" + root + "/answers/" + name + "/$(echo \"$*\" | tr ' ' _)\"\n");
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void append(String file, String text) throws IOException {
        write(file, Files.readString(root.resolve(file)) + text);
    }

    private void copy(Path tree) throws IOException {
        copy(tree, root);
    }

    /** What is there already is kept. */
    private void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file).toString());
                if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.copy(file, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
