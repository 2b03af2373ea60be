package org.openvz.vzstats.collector.support.vm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A virtual machine in words that are the same for every stack; never its name, its id, an address or a path. What its stack does not
 * say is absent.
 *
 * @param words what is said in a word
 * @param amounts what is said in a number, 0 or more
 * @param traits what it has or has not
 * @param disks its hard disks; empty if they are not known
 * @param nics the models of its network adapters; empty if they are not known
 */
public record VirtualMachine(
        Map<Word, String> words,
        Map<Amount, Long> amounts,
        Map<Trait, Boolean> traits,
        Optional<List<Disk>> disks,
        Optional<List<String>> nics) {

    /** What stands for a word that is not among those listed here. */
    public static final String OTHER = "other";

    /** What is said of a machine in a word. */
    public enum Word {
        /** {@code virtuozzo}, {@code libvirt}, {@code proxmox}, {@code incus} or {@code lxd}. */
        STACK,
        /** {@code running}, {@code stopped}, {@code paused}, {@code suspended} (to disk), or {@code changing}. */
        STATE,
        /** {@code linux}, {@code windows}, {@code bsd}, {@code macos}, {@code solaris} or {@code other}. */
        OS_FAMILY,
        /** A distribution or product such as {@code debian} or {@code windows-server}; see {@link GuestOs}. */
        OS,
        /** The same with its version: {@code debian-12}. */
        OS_VERSION,
        /**
         * {@code installed}, {@code outdated}, {@code possibly-installed} or {@code not-installed} where the stack knows the guest's
         * tools; {@code agent-enabled} or {@code agent-disabled} where it knows only whether there is a channel for an agent.
         */
        TOOLS,
        /** The version of the tools, its first two numbers: {@code 7.9}. */
        TOOLS_VERSION,
        /** {@code i440fx}, {@code q35}, {@code virt}, {@code microvm}, {@code pseries}, {@code s390-ccw} or {@code other}. */
        CHIPSET,
        /** {@code bios} or {@code uefi}. */
        FIRMWARE,
        /** The first video adapter, {@code none} if there is none. */
        VIDEO,
        /** {@code host-passthrough}, {@code host-model}, {@code maximum}, {@code custom} (a named model) or {@code default}. */
        CPU_MODE,
        /** {@code auto}, {@code set}, or {@code full}: all its memory. */
        MEMORY_GUARANTEE
    }

    /** What is said of a machine in a number. */
    public enum Amount {
        /** Processors it starts with. */
        CPUS,
        /** Its memory, in MiB. */
        MEMORY,
        /** Its snapshots. */
        SNAPSHOTS
    }

    /** What a machine has, or has not. */
    public enum Trait {
        /** It starts with the host. */
        AUTOSTART,
        /** It may run machines of its own. */
        NESTED,
        /** A cluster restarts it elsewhere. */
        HIGH_AVAILABILITY,
        /** It is shown NUMA nodes, or bound to some of the host's. */
        NUMA,
        /** Its processor time is limited. */
        CPU_LIMIT,
        /** Processors may be added while it runs. */
        CPU_HOTPLUG,
        /** Memory may be added while it runs. */
        MEMORY_HOTPLUG,
        /** Its firmware checks what it boots. */
        SECURE_BOOT,
        /** It has a TPM. */
        TPM,
        /** It has a device of the host for itself. */
        PASSTHROUGH
    }

    /**
     * A hard disk.
     *
     * @param bus such as {@code virtio} or {@code sata}
     * @param format of its image, such as {@code qcow2}
     * @param gibibytes as the guest sees it, rounded down
     */
    public record Disk(Optional<String> bus, Optional<String> format, OptionalLong gibibytes) {}

    /** Keeps copies. */
    public VirtualMachine {
        words = Collections.unmodifiableMap(new EnumMap<>(words));
        amounts = Collections.unmodifiableMap(new EnumMap<>(amounts));
        traits = Collections.unmodifiableMap(new EnumMap<>(traits));
        disks = disks.map(List::copyOf);
        nics = nics.map(List::copyOf);
    }

    /** {@return whether it runs now; of a machine whose state is not known: no} */
    public boolean running() {
        return "running".equals(words.get(Word.STATE));
    }

    /** Takes what a stack says, in any order. Used by one thread. */
    static final class Builder {

        private final Map<Word, String> words = new EnumMap<>(Word.class);
        private final Map<Amount, Long> amounts = new EnumMap<>(Amount.class);
        private final Map<Trait, Boolean> traits = new EnumMap<>(Trait.class);
        private Optional<List<Disk>> disks = Optional.empty();
        private Optional<List<String>> nics = Optional.empty();

        Builder(String stack) {
            words.put(Word.STACK, stack);
        }

        Builder set(Word word, String value) {
            words.put(word, value);
            return this;
        }

        Builder set(Word word, Optional<String> value) {
            value.ifPresent(known -> words.put(word, known));
            return this;
        }

        Builder set(Amount amount, OptionalLong value) {
            // None has no processors, and none no memory: such a number was read wrongly.
            long least = amount == Amount.SNAPSHOTS ? 0 : 1;
            if (value.isPresent() && value.getAsLong() >= least) {
                amounts.put(amount, value.getAsLong());
            }
            return this;
        }

        Builder set(Trait trait, boolean value) {
            traits.put(trait, value);
            return this;
        }

        Builder set(Trait trait, Optional<Boolean> value) {
            value.ifPresent(known -> traits.put(trait, known));
            return this;
        }

        Builder os(Optional<GuestOs> os) {
            os.ifPresent(known -> {
                set(Word.OS_FAMILY, known.family());
                set(Word.OS, known.name());
                set(Word.OS_VERSION, known.release());
            });
            return this;
        }

        Builder disks(List<Disk> known) {
            disks = Optional.of(new ArrayList<>(known));
            return this;
        }

        Builder nics(List<String> known) {
            nics = Optional.of(new ArrayList<>(known));
            return this;
        }

        VirtualMachine build() {
            return new VirtualMachine(words, amounts, traits, disks, nics);
        }
    }
}
