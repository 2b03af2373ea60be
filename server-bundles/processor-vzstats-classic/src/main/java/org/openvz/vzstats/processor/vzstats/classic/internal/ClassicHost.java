package org.openvz.vzstats.processor.vzstats.classic.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;

/** The host that texts were taken from, as far as they tell: its files where the original scripts found them, its commands' answers. */
final class ClassicHost implements Host {

    /** How the makers of OpenVZ kernels mark them, and those of the kernels in Debian, Gentoo and Arch. */
    private static final Pattern OPENVZ_KERNEL = Pattern.compile("stab\\d|\\.vz\\d|openvz|\\bovz");

    private static final Pattern PROXMOX_KERNEL = Pattern.compile(".*-pve");
    private static final String GUESTS = "/vz";

    private final SortedMap<String, String> files = new TreeMap<>();
    private final Map<List<String>, String> answers = new HashMap<>();
    private final Optional<Space> guests;

    private ClassicHost(Texts texts) {
        processors(texts.of("cpuinfo"));
        add("/proc/meminfo", texts.of("meminfo"));
        kernel(texts.of("uname"));
        OsRelease.files(texts.of("osrelease"), texts.of("lsbrelease")).forEach(this::add);
        Packages packages = Packages.of(texts);
        packages.files().forEach((path, text) -> files.put(path, text));
        packages.answers().forEach(answers::put);
        Optional<String> fileSystem = FileSystem.type(texts.of("fs"));
        guests = FileSystem.space(texts.of("df"), fileSystem);
        fileSystem.ifPresent(type -> add("/proc/mounts", "none " + GUESTS + " " + type + " rw 0 0\n"));
        ContainerList.read(texts).ifPresent(this::containers);
    }

    static ClassicHost of(Texts texts) {
        return new ClassicHost(texts);
    }

    /** {@return whether what a collector makes of this host is said by the texts, and no default of an absent one} */
    boolean tells(String metric) {
        return !metric.equals("disk.vz_fs")
                || guests.map(space -> !space.type().isEmpty()).orElse(false);
    }

    private void processors(String cpuinfo) {
        // The frequency of the moment: without those that could be reached, which are elsewhere, it would pass for the
        // nominal one.
        StringBuilder nominal = new StringBuilder();
        cpuinfo.lines()
                .filter(line -> !line.startsWith("cpu MHz") && !line.startsWith("clock\t"))
                .forEach(line -> nominal.append(line).append('\n'));
        add("/proc/cpuinfo", nominal.toString());
    }

    /** {@code uname -rm}: {@code 2.6.32-042stab076.8 x86_64}. */
    private void kernel(String uname) {
        String[] words = uname.strip().split("\\s+", -1);
        if (words.length != 2) {
            return;
        }
        add("/proc/sys/kernel/osrelease", words[0] + "\n");
        answers.put(List.of("uname", "-m"), words[1] + "\n");
        if (OPENVZ_KERNEL.matcher(words[0]).find()) {
            files.put("/proc/vz/version", "");
        }
        if (PROXMOX_KERNEL.matcher(words[0]).matches()) {
            files.put("/etc/pve/.version", "");
        }
    }

    private void containers(ContainerList containers) {
        // That of the host itself: there are containers here, though no configuration of any.
        files.put("/etc/vz/conf/0.conf", "");
        answers.put(List.of("vzlist", "-aH", "-o", "status,layout,vswap"), containers.states());
        answers.put(List.of("vzlist", "-aH", "-o", "ostemplate"), containers.templates());
    }

    private void add(String path, String text) {
        if (!text.isBlank()) {
            files.put(path, text);
        }
    }

    @Override
    public Optional<String> read(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public List<String> list(String directory) {
        String prefix = directory.endsWith("/") ? directory : directory + "/";
        return files.tailMap(prefix).keySet().stream()
                .takeWhile(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("/", 2)[0])
                .distinct()
                .limit(MAX_NAMES)
                .toList();
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path) || !list(path).isEmpty() || (path.equals(GUESTS) && guests.isPresent());
    }

    @Override
    public Optional<String> linkName(String path) {
        return Optional.empty();
    }

    @Override
    public Optional<Space> space(String path) {
        return path.equals(GUESTS) ? guests : Optional.empty();
    }

    @Override
    public Optional<String> run(List<String> command) {
        return Optional.ofNullable(answers.get(command));
    }

    @Override
    public Trust trust(String path) {
        return Trust.NONE;
    }

    @Override
    public Optional<String> runScript(String path) {
        return Optional.empty();
    }
}
