package org.openvz.vzstats.collector.platform.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.api.Host;

/** The architecture of a host's kernel. */
final class Architecture {

    /** The dynamic loaders of glibc and musl: the kernel runs what these are for. */
    private static final Map<String, String> LOADERS = Map.of(
            "/lib64/ld-linux-x86-64.so.2", "x86_64",
            "/lib/ld-musl-x86_64.so.1", "x86_64",
            "/lib/ld-linux-aarch64.so.1", "aarch64",
            "/lib/ld-musl-aarch64.so.1", "aarch64",
            "/lib64/ld64.so.2", "ppc64le",
            "/lib/ld64.so.1", "s390x",
            "/lib/ld-linux-riscv64-lp64d.so.1", "riscv64");

    private Architecture() {}

    /** {@return its name as {@code uname -m} gives it, without regard to which of 32 bits it is} */
    static Optional<String> read(Host host) throws IOException {
        // Since Linux 6.1.
        Optional<String> kernel = host.read("/proc/sys/kernel/arch").map(String::strip);
        if (kernel.isPresent()) {
            return kernel.map(Architecture::name);
        }
        List<String> loaders = LOADERS.keySet().stream()
                .filter(host::exists)
                .map(LOADERS::get)
                .distinct()
                .toList();
        if (loaders.size() == 1) {
            return Optional.of(loaders.get(0));
        }
        // 32 bits, or a system for several machines.
        return host.run(List.of("uname", "-m")).map(String::strip).map(Architecture::name);
    }

    private static String name(String machine) {
        return switch (machine) {
            case "i386", "i486", "i586", "i686" -> "i686";
            case "amd64" -> "x86_64";
            case "arm64" -> "aarch64";
            case "armv6l", "armv7l", "armv8l" -> "arm";
            case "x86_64", "aarch64", "ppc64le", "s390x", "riscv64", "loongarch64" -> machine;
            default -> "other";
        };
    }
}
