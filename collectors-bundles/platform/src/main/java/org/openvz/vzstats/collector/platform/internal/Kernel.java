package org.openvz.vzstats.collector.platform.internal;

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
     * The releases that distributions make; as in the metrics file. After the upstream version come words of theirs and numbers: any other
     * word may be the name that a company gave its own build.
     */
    static final Pattern PUBLIC = Pattern.compile(
            "[0-9]{1,2}([.][0-9]{1,3}){1,3}([-+._~]([0-9]{1,7}|[0-9]{0,4}("
                    // distributions and hypervisors
                    + "stab|vz|ovz|openvz|pve|lve|xen|xenserver|el|elrepo|uek|centos|plus|fc|amzn|deb|bpo|ubuntu|azl|cm|oe|lp|alt|std|un|def|arch|zen"
                    + "|gentoo|dist|hardened|flatcar|coreos|talos"
                    // flavours
                    + "|rc|rt|ml|lt|lts|generic|server|virtual|virt|lowlatency|cloud|default|desktop|aws|azure|gcp|gke|kvm|oracle|raspi|rpi|rpt|bigmem"
                    + "|smp|trunk|pae|PAE|ent)[0-9]{0,4}|el[0-9]{1,2}(uek|xen|PAE)"
                    // architectures
                    + "|x86|i[3-6]86|amd64|aarch64|arm64|armmp|armv7l|v7|v8|ppc64le|ppc64el|powerpc64le|s390x|riscv64)?){0,16}");

    static final int MAX_LENGTH = 64;

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
        boolean known =
                release.length() <= MAX_LENGTH && PUBLIC.matcher(release).matches();
        return Optional.of(new Kernel(known ? release : upstream.group(), series));
    }
}
