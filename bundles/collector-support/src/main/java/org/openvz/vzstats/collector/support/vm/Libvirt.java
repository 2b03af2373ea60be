package org.openvz.vzstats.collector.support.vm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Numbers;
import org.openvz.vzstats.collector.support.Xml;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Amount;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Disk;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Trait;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Word;

/**
 * Reads the domains of libvirt's QEMU driver from its files: what is configured from {@code /etc/libvirt/qemu}, what runs now from
 * {@code /run/libvirt/qemu}, where a domain without configuration is, too. No command says more.
 *
 * <pre>{@code
 * <domstatus state='running' reason='booted' pid='2211'>
 *   <domain type='kvm' id='1'>
 * }</pre>
 */
final class Libvirt {

    private static final String CONFIGURED = "/etc/libvirt/qemu";
    private static final String AUTOSTART = CONFIGURED + "/autostart";
    private static final List<String> RUNNING = List.of("/run/libvirt/qemu", "/var/run/libvirt/qemu");
    private static final String STATE = "/var/lib/libvirt/qemu";
    private static final String XML = ".xml";
    private static final Pattern DOMAIN_STATUS = Pattern.compile("<domstatus state=['\"]([a-z]{1,16})['\"]");
    private static final Pattern X86 = Pattern.compile("i[3-6]86|x86_64");

    /** A status begins with an empty comment of some lines. */
    private static final int STATUS_HEAD = 2_000;

    private Libvirt() {}

    static Reading read(Host host) throws IOException {
        List<String> directory = host.list(CONFIGURED);
        String running = host.exists(RUNNING.get(0)) ? RUNNING.get(0) : RUNNING.get(1);
        Set<String> active = domains(host.list(running));
        // An empty directory, or none where machines run, is one that may not be read: libvirt keeps its networks
        // there.
        if (directory.isEmpty()) {
            return host.exists(CONFIGURED) || !active.isEmpty() ? Reading.UNKNOWN : Reading.ABSENT;
        }
        Set<String> configured = domains(directory);
        Set<String> autostarted = configured.isEmpty() ? Set.of() : domains(host.list(AUTOSTART));
        Set<String> all = new TreeSet<>(configured);
        all.addAll(active);
        List<VirtualMachine> machines = new ArrayList<>();
        for (String domain : all) {
            VirtualMachine.Builder machine = new VirtualMachine.Builder("libvirt");
            Optional<String> status =
                    active.contains(domain) ? host.read(running + "/" + domain + XML) : Optional.empty();
            machine.set(Word.STATE, active.contains(domain) ? state(status) : stopped(host, domain));
            if (configured.contains(domain)) {
                machine.set(Trait.AUTOSTART, autostarted.contains(domain));
            }
            Optional<String> text = configured.contains(domain) ? host.read(CONFIGURED + "/" + domain + XML) : status;
            Optional<Xml> xml = text.flatMap(Xml::parse).map(Libvirt::domain).filter(root -> root.name()
                    .equals("domain"));
            if (xml.isPresent()) {
                describe(xml.get(), machine);
                machine.set(Amount.SNAPSHOTS, snapshots(host, domain));
            }
            machines.add(machine.build());
        }
        return Reading.of(machines);
    }

    private static Set<String> domains(List<String> names) {
        Set<String> domains = new TreeSet<>();
        for (String name : names) {
            if (name.endsWith(XML)) {
                domains.add(name.substring(0, name.length() - XML.length()));
            }
        }
        return domains;
    }

    private static Optional<String> state(Optional<String> status) {
        Matcher state =
                DOMAIN_STATUS.matcher(status.map(text -> text.substring(0, Math.min(text.length(), STATUS_HEAD)))
                        .orElse(""));
        if (!state.find()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (state.group(1)) {
                    case "running", "blocked" -> "running";
                    case "paused", "pmsuspended" -> "paused";
                    case "shutdown" -> "changing";
                    case "shutoff" -> "stopped";
                    default -> VirtualMachine.OTHER;
                });
    }

    private static Optional<String> stopped(Host host, String domain) {
        return Optional.of(host.exists(STATE + "/save/" + domain + ".save") ? "suspended" : "stopped");
    }

    private static OptionalLong snapshots(Host host, String domain) throws IOException {
        String directory = STATE + "/snapshot";
        if (!host.exists(directory)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(domains(host.list(directory + "/" + domain)).size());
    }

    private static Xml domain(Xml root) {
        return root.name().equals("domstatus") ? root.child("domain") : root;
    }

    private static void describe(Xml domain, VirtualMachine.Builder machine) {
        machine.os(guest(domain));
        Xml vcpu = domain.child("vcpu");
        OptionalLong most = Numbers.parse(vcpu.text(), Limits.CPUS);
        OptionalLong current = Numbers.parse(vcpu.attribute("current"), Limits.CPUS);
        machine.set(Amount.CPUS, current.isPresent() ? current : most)
                .set(Amount.MEMORY, mebibytes(domain.child("memory")))
                .set(Trait.CPU_HOTPLUG, current.isPresent() && !current.equals(most))
                .set(
                        Trait.MEMORY_HOTPLUG,
                        !domain.child("maxMemory").attribute("slots").isEmpty())
                .set(Trait.CPU_LIMIT, limited(domain.child("cputune")));
        processor(domain, machine);
        firmware(domain.child("os"), machine);
        devices(domain.child("devices"), machine);
    }

    private static Optional<GuestOs> guest(Xml domain) {
        Optional<GuestOs> named = GuestOs.ofLibosinfo(
                domain.child("metadata").child("libosinfo").child("os").attribute("id"));
        // No other guest is shown Hyper-V.
        boolean windows = domain.child("features").has("hyperv");
        return named.isEmpty() && windows ? Optional.of(GuestOs.someWindows()) : named;
    }

    private static void processor(Xml domain, VirtualMachine.Builder machine) {
        Xml cpu = domain.child("cpu");
        String mode = cpu.attribute("mode");
        if (!domain.has("cpu") || (mode.isEmpty() && !cpu.has("model"))) {
            machine.set(Word.CPU_MODE, "default");
        } else {
            machine.set(
                    Word.CPU_MODE,
                    switch (mode) {
                        case "host-passthrough", "host-model", "maximum" -> mode;
                        default -> "custom";
                    });
        }
        machine.set(Trait.NUMA, cpu.has("numa") || domain.has("numatune"));
        for (Xml feature : cpu.children("feature")) {
            // What a mode or a named model brings along depends on the host: only what is said counts.
            if (Set.of("vmx", "svm").contains(feature.attribute("name"))) {
                machine.set(
                        Trait.NESTED,
                        switch (feature.attribute("policy")) {
                            case "require", "force" -> Optional.of(true);
                            case "disable", "forbid" -> Optional.of(false);
                            default -> Optional.empty();
                        });
            }
        }
    }

    private static void firmware(Xml os, VirtualMachine.Builder machine) {
        Xml type = os.child("type");
        if (!type.attribute("machine").isEmpty()) {
            machine.set(Word.CHIPSET, Words.chipset(type.attribute("machine")));
        }
        Xml loader = os.child("loader");
        String image = loader.text().toLowerCase(Locale.ROOT);
        boolean uefi = os.attribute("firmware").equals("efi")
                || loader.attribute("type").equals("pflash")
                || image.contains("ovmf")
                || image.contains("edk2")
                || image.contains("aavmf");
        if (uefi || X86.matcher(type.attribute("arch")).matches()) {
            boolean enrolled = os.child("firmware").children("feature").stream()
                    .anyMatch(feature -> feature.attribute("name").equals("secure-boot")
                            && feature.attribute("enabled").equals("yes"));
            machine.set(Word.FIRMWARE, uefi ? "uefi" : "bios")
                    .set(Trait.SECURE_BOOT, uefi && (loader.attribute("secure").equals("yes") || enrolled));
        }
    }

    private static void devices(Xml devices, VirtualMachine.Builder machine) {
        List<Disk> disks = new ArrayList<>();
        for (Xml disk : devices.children("disk")) {
            if (Set.of("", "disk", "lun").contains(disk.attribute("device"))) {
                disks.add(disk(disk, devices));
            }
        }
        List<String> nics = new ArrayList<>();
        boolean passthrough = devices.has("hostdev");
        for (Xml adapter : devices.children("interface")) {
            boolean hostdev = adapter.attribute("type").equals("hostdev");
            passthrough |= hostdev;
            nics.add(Words.nic(hostdev ? "passthrough" : adapter.child("model").attribute("type")));
        }
        boolean agent = devices.children("channel").stream()
                .anyMatch(channel -> channel.child("target").attribute("name").equals("org.qemu.guest_agent.0"));
        String video = devices.child("video").child("model").attribute("type");
        machine.disks(disks)
                .nics(nics)
                .set(Word.TOOLS, agent ? "agent-enabled" : "agent-disabled")
                .set(Word.VIDEO, devices.has("video") ? Words.video(video) : "none")
                .set(Trait.TPM, devices.has("tpm"))
                .set(Trait.PASSTHROUGH, passthrough);
    }

    private static Disk disk(Xml disk, Xml devices) {
        String bus = disk.child("target").attribute("bus");
        String format = disk.child("driver").attribute("type");
        // The size is in the image only.
        return new Disk(
                bus.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Words.bus(onVirtioScsi(disk, devices) ? "virtio-scsi" : bus)),
                format.isEmpty() ? Optional.empty() : Optional.of(Words.format(format)),
                OptionalLong.empty());
    }

    private static boolean onVirtioScsi(Xml disk, Xml devices) {
        String index = disk.child("address").attribute("controller");
        return disk.child("target").attribute("bus").equals("scsi")
                && devices.children("controller").stream()
                        .anyMatch(controller -> controller.attribute("type").equals("scsi")
                                && controller.attribute("model").startsWith("virtio")
                                && (index.isEmpty() || index.equals(controller.attribute("index"))));
    }

    /** A quota below 0 is none. */
    private static boolean limited(Xml cputune) {
        return Numbers.parse(cputune.child("quota").text(), Long.MAX_VALUE).orElse(0) > 0
                || Numbers.parse(cputune.child("global_quota").text(), Long.MAX_VALUE)
                                .orElse(0)
                        > 0;
    }

    private static OptionalLong mebibytes(Xml memory) {
        OptionalLong amount = Numbers.parse(memory.text(), Long.MAX_VALUE);
        long unit =
                switch (memory.attribute("unit")) {
                    case "b", "bytes" -> 1;
                    case "KB" -> 1_000;
                    case "", "k", "KiB" -> 1L << 10;
                    case "MB" -> 1_000_000;
                    case "M", "MiB" -> 1L << 20;
                    case "GB" -> 1_000_000_000;
                    case "G", "GiB" -> 1L << 30;
                    case "TB" -> 1_000_000_000_000L;
                    case "T", "TiB" -> 1L << 40;
                    default -> 0;
                };
        if (amount.isEmpty() || unit == 0 || amount.getAsLong() > Long.MAX_VALUE / unit) {
            return OptionalLong.empty();
        }
        long mebibytes = (amount.getAsLong() * unit) >> 20;
        return mebibytes > 0 && mebibytes <= Limits.MEBIBYTES ? OptionalLong.of(mebibytes) : OptionalLong.empty();
    }
}
