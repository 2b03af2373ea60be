package org.openvz.vzstats.collector.platform.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel.
 *
 * @param release as {@code uname -r} says it, as far as it is public: {@code 2.6.32-042stab076.8}
 * @param series what it branched off from: {@code 2.6.32}, or since 3.0 {@code 3.10}
 */
record Kernel(String release, String series) {

    private static final Pattern UPSTREAM = Pattern.compile("(\\d{1,2})\\.(\\d{1,3})(\\.\\d{1,3}){0,2}");

    /**
     * What distributions append, with or without the digits within. Everything else may be the name that a company gave its own build:
     * then only the upstream part is kept.
     */
    private static final Set<String> PUBLIC_WORDS = Set.copyOf(Arrays.asList((
            // distributions and hypervisors
            "stab vz ovz openvz pve lve xen xenserver el elrepo uek eluek centos plus fc amzn deb bpo ubuntu azl cm oe lp alt std un"
                    + " def arch zen gentoo dist hardened flatcar coreos talos"
                    // flavours
                    + " rc rt ml lt lts generic server virtual virt lowlatency cloud default desktop aws azure gcp gke kvm oracle"
                    + " raspi rpi rpt bigmem smp trunk"
                    // architectures
                    + " amd64 x86 i386 i586 i686 pae PAE aarch64 arm64 armmp armv7l v7 v8 ppc64le ppc64el powerpc64le s390x riscv64")
            .split(" ", -1)));

    private static final int MAX_WORD = 12;
    private static final int MAX_NUMBER = 7;

    /** {@return the kernel of this release; empty if it is none} */
    static Optional<Kernel> parse(String osrelease) {
        String release = osrelease.strip();
        Matcher upstream = UPSTREAM.matcher(release);
        if (!upstream.lookingAt()) {
            return Optional.empty();
        }
        String series = upstream.group(1) + "." + upstream.group(2);
        if (series.equals("2.6") && upstream.group(3) != null) {
            series = upstream.group().replaceAll("^(\\d+\\.\\d+\\.\\d+).*", "$1");
        }
        String suffix = release.substring(upstream.end());
        boolean known = release.length() <= 64
                && (suffix.isEmpty() || "-+._".indexOf(suffix.charAt(0)) >= 0)
                && Arrays.stream(suffix.split("[-+._~]", -1)).allMatch(Kernel::isPublic);
        return Optional.of(new Kernel(known ? release : upstream.group(), series));
    }

    private static boolean isPublic(String word) {
        String letters = word.replaceAll("\\d", "");
        return letters.isEmpty()
                ? word.length() <= MAX_NUMBER
                : word.length() <= MAX_WORD && (PUBLIC_WORDS.contains(word) || PUBLIC_WORDS.contains(letters));
    }
}
