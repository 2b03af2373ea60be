package org.openvz.vzstats.collector.platform.internal;

import java.util.Arrays;
import java.util.Optional;
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
     * What distributions append. Everything else may be the name that a company gave its own build: then only the upstream part is
     * kept.
     */
    private static final Pattern PUBLIC_WORD = Pattern.compile(
            "|\\d{1,7}|\\d{3}stab\\d{3}|stab\\d{3}|vz\\d{1,2}|ovz\\d{1,3}|rc\\d{1,2}"
                    + "|el\\d{1,2}[a-z]?|el\\d{1,2}uek|fc\\d{2}|amzn\\d{1,4}|deb\\d{1,2}|bpo\\d{0,2}|cm\\d|azl\\d|oe\\d{1,4}|lp\\d{1,3}|alt\\d{1,2}|arch\\d"
                    + "|zen\\d|pve|openvz|generic|server|virtual|lowlatency|cloud|default|desktop|rt\\d{0,3}|lts|hardened|zen|virt|gentoo|dist|std|un|def"
                    + "|aws|azure|gcp|gke|kvm|oracle|raspi|rpi|rpt|v7|v8|2712|elrepo|elrepo\\d|ml|lt|centos|plus|xen|xenserver|flatcar|talos|coreos|lve\\d?"
                    + "|amd64|x86|64|x86_64|686|i386|i586|i686|pae|PAE|aarch64|arm64|armmp|armv7l|ppc64le|ppc64el|powerpc64le|s390x|riscv64|bigmem|smp|trunk");

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
                && Arrays.stream(suffix.split("[-+._~]", -1))
                        .allMatch(word -> PUBLIC_WORD.matcher(word).matches());
        return Optional.of(new Kernel(known ? release : upstream.group(), series));
    }
}
