package org.openvz.vzstats.collector.cpu.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The microarchitecture levels of the x86-64 psABI, by the names that Linux gives their features. A level includes those below it. */
enum X86Level {
    /** Below x86-64: a processor of 32 bits. */
    I686(""),
    V1("lm cmov cx8 fpu fxsr mmx sse sse2"),
    V2("cx16 lahf_lm popcnt pni ssse3 sse4_1 sse4_2"),
    V3("avx avx2 bmi1 bmi2 f16c fma abm movbe xsave"),
    V4("avx512f avx512bw avx512cd avx512dq avx512vl");

    private final String features;

    X86Level(String features) {
        this.features = features;
    }

    /** {@return the highest level that these flags reach} */
    static X86Level of(Set<String> flags) {
        return Arrays.stream(values())
                .takeWhile(level -> flags.containsAll(level.features()))
                .reduce(I686, (lower, higher) -> higher);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private List<String> features() {
        return Arrays.stream(features.split(" ", -1))
                .filter(feature -> !feature.isEmpty())
                .toList();
    }
}
