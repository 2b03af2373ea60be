package org.openvz.vzstats.collector.support.vm;

/** More is no virtual machine. */
final class Limits {

    static final long CPUS = 8_192;

    /** 1 EiB: also a disk is given in MiB. */
    static final long MEBIBYTES = 1L << 40;

    private Limits() {}
}
