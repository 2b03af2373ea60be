package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Numbers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names by which somebody would recognise this host: its own, those of its guests and of its users. They are kept for one run, to be
 * refused in what would leave it. Sources: the kernel's and the files' host name, {@code /etc/hosts}, {@code /etc/passwd}, the guests'
 * configurations of OpenVZ, libvirt, Proxmox, LXC, Incus, and what commands said in the same run.
 */
final class OwnNames {

    private static final Logger LOG = LoggerFactory.getLogger(OwnNames.class);

    /** Shorter ones are parts of too many public names, and tell too little. */
    private static final int SHORTEST = 3;

    private static final int LONGEST = 255;
    /** Where the host does not say from where on it numbers persons; EL6 begins at 500. */
    private static final int FIRST_PERSON = 1000;

    private static final int LAST_PERSON = 60_000;

    /** What an image is named before anybody names it, and what half the world's domains end in. */
    private static final Set<String> NOBODYS = Set.of(
            "localhost",
            "localdomain",
            "localhost4",
            "localhost6",
            "localdomain4",
            "localdomain6",
            "loopback",
            "allnodes",
            "allrouters",
            "ip6-localhost",
            "ip6-loopback",
            "ip6-allnodes",
            "ip6-allrouters",
            "ip6-localnet",
            "ip6-mcastprefix",
            "root",
            "nobody",
            "none",
            "other",
            "default",
            "debian",
            "ubuntu",
            "centos",
            "fedora",
            "rocky",
            "alma",
            "almalinux",
            "alpine",
            "arch",
            "redhat",
            "rhel",
            "suse",
            "opensuse",
            "oracle",
            "linux",
            "openvz",
            "virtuozzo",
            "proxmox",
            "pve",
            "incus",
            "lxc",
            "lxd",
            "docker",
            "podman",
            "libvirt",
            "qemu",
            "kvm",
            "vagrant",
            "com",
            "net",
            "org",
            "info",
            "local",
            "lan",
            "internal",
            "example",
            "home",
            "corp",
            "www",
            "mail",
            "server",
            "node",
            "host",
            "test",
            "user",
            "admin",
            "cloud",
            "guest");

    /** Of Incus and of LXD. */
    private static final List<String> INSTANCES = List.of("/var/lib/incus", "/var/lib/lxd", "/var/snap/lxd/common/lxd");

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern UID_MIN = Pattern.compile("(?m)^\\s{0,8}UID_MIN\\s{1,16}(\\d{1,5})\\s*$");
    /** {@code HOSTNAME="hn7"} of OpenVZ, {@code hostname: hn7} of Proxmox, {@code lxc.uts.name = hn7} of LXC. */
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?im)^\\s*(?:HOSTNAME|NAME|hostname|name|lxc\\.uts\\.name|lxc\\.utsname)\\s*[:=]\\s*[\"']?([^\"'\\r\\n]{1,255})");
    /** {@code "Name": "web"} in what prlctl, vzlist, incus and others write. */
    private static final Pattern SAID = Pattern.compile(
            "\"(?:name|smart_name|hostname|owner|description|search domains|searchdomain)\"\\s*:\\s*\"([^\"\\\\]{1,255})\"",
            Pattern.CASE_INSENSITIVE);

    private final Set<String> whole = new HashSet<>();
    private final Set<String> words = new HashSet<>();

    private OwnNames() {}

    /** {@return none: for a host that has no names} */
    static OwnNames none() {
        return new OwnNames();
    }

    /**
     * Gathers the names.
     *
     * @param outputs what commands have said in this run
     */
    static OwnNames of(Host host, Stream<String> outputs) {
        OwnNames names = new OwnNames();
        try {
            names.machine(host);
            names.users(host);
            names.guests(host);
        } catch (BudgetExceededException e) {
            LOG.info("Not all names of guests could be read for the guard: {}", e.limit());
        } catch (IOException e) {
            LOG.info(
                    "Not all names could be read for the guard: {}",
                    e.getClass().getName());
        }
        outputs.flatMap(text -> SAID.matcher(text).results())
                .map(said -> said.group(1))
                .forEach(names::add);
        return names;
    }

    /** {@return whether a text holds one of the names, as a word of its own or as a whole} */
    boolean in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Stream.of(SEPARATORS.split(lower, -1)).anyMatch(words::contains)
                || whole.stream().anyMatch(lower::contains);
    }

    private void machine(Host host) throws IOException {
        host.read("/proc/sys/kernel/hostname").ifPresent(this::addHostName);
        host.read("/proc/sys/kernel/domainname").ifPresent(this::addHostName);
        host.read("/etc/hostname").ifPresent(this::addHostName);
        host.read("/etc/HOSTNAME").ifPresent(this::addHostName);
        assignedIn(host, "/etc/sysconfig/network");
        host.read("/etc/hosts")
                .orElse("")
                .lines()
                .map(line -> line.split("#", 2)[0].strip().split("\\s+"))
                .forEach(line -> Arrays.stream(line).skip(1).forEach(this::addHostName));
        host.read("/etc/resolv.conf")
                .orElse("")
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(line -> line[0].equals("search") || line[0].equals("domain"))
                .forEach(line -> Arrays.stream(line).skip(1).forEach(this::addHostName));
        host.list("/etc/pve/nodes").forEach(this::addHostName);
    }

    private void users(Host host) throws IOException {
        Matcher configured = UID_MIN.matcher(host.read("/etc/login.defs").orElse(""));
        long first = configured.find()
                ? Numbers.parse(configured.group(1), LAST_PERSON).orElse(FIRST_PERSON)
                : FIRST_PERSON;
        host.read("/etc/passwd")
                .orElse("")
                .lines()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 4 && isPerson(fields[2], first))
                .forEach(fields -> {
                    add(fields[0]);
                    // The full name; what follows a comma is a room and a telephone.
                    Stream.of(fields[4].split(",", -1)).forEach(this::add);
                });
    }

    private void guests(Host host) throws IOException {
        host.list("/etc/vz/names").forEach(this::add);
        host.list("/var/lib/lxc").forEach(this::add);
        for (String directory : INSTANCES) {
            host.list(directory + "/containers").forEach(this::add);
            host.list(directory + "/virtual-machines").forEach(this::add);
        }
        for (String directory : List.of("/etc/libvirt/qemu", "/etc/libvirt/lxc")) {
            host.list(directory).stream()
                    .filter(file -> file.endsWith(".xml"))
                    .map(file -> file.substring(0, file.length() - 4))
                    .forEach(this::add);
        }
        assignedInAll(host, "/etc/vz/conf");
        assignedInAll(host, "/etc/pve/qemu-server");
        assignedInAll(host, "/etc/pve/lxc");
        for (String node : host.list("/etc/pve/nodes")) {
            assignedInAll(host, "/etc/pve/nodes/" + node + "/qemu-server");
            assignedInAll(host, "/etc/pve/nodes/" + node + "/lxc");
        }
    }

    private void assignedInAll(Host host, String directory) throws IOException {
        for (String file : host.list(directory)) {
            if (file.endsWith(".conf")) {
                assignedIn(host, directory + "/" + file);
            }
        }
    }

    private void assignedIn(Host host, String file) throws IOException {
        Optional<String> text = host.read(file);
        text.stream()
                .flatMap(content -> ASSIGNED.matcher(content).results())
                .map((MatchResult assigned) -> assigned.group(1))
                .forEach(this::addHostName);
    }

    private static boolean isPerson(String uid, long first) {
        OptionalLong number = Numbers.parse(uid, LAST_PERSON);
        return number.isPresent() && number.getAsLong() >= first;
    }

    /** Whoever names a guest debian-12 has told nothing, and the template of this name must still be counted. */
    private static boolean isNobodys(String word) {
        return word.isEmpty() || NOBODYS.contains(word) || DIGITS.matcher(word).matches();
    }

    /** With the words of a host name: its labels, but not the domain everybody has. */
    private void addHostName(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        add(lower);
        String[] labels = lower.split("\\.", -1);
        Arrays.stream(labels, 0, Math.max(1, labels.length - 1)).forEach(this::add);
    }

    private void add(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        if (lower.length() < SHORTEST
                || lower.length() > LONGEST
                || NOBODYS.contains(lower)
                || SEPARATORS.splitAsStream(lower).allMatch(OwnNames::isNobodys)) {
            return;
        }
        if (SEPARATORS.matcher(lower).find()) {
            whole.add(lower);
        } else {
            words.add(lower);
        }
    }
}
