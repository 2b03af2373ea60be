package org.openvz.vzstats.collector.software.internal;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a package's version that is the same however it is packaged: {@code 1:7.2+dfsg-7+deb12u3} is {@code 7.2}, and
 * {@code 7.0.506-1.vz7} is {@code 7.0.506}.
 */
final class UpstreamVersion {

    /** After an epoch, up to what the packagers appended. */
    private static final Pattern UPSTREAM = Pattern.compile(
            "(?:\\d{1,4}:)?(\\d{1,8}(?:\\.\\d{1,8}){0,3})(?:[~_.-]?(rc\\d{1,2}))?(?![\\d:]|\\.\\d).{0,120}");

    /** Of a kernel for containers it is the release that counts: {@code 2.6.32-042stab145.3}, {@code 3.10.0-1160.119.1.vz7.224.4}. */
    private static final Pattern CONTAINER_KERNEL = Pattern.compile(
            "(\\d{1,2}(?:\\.\\d{1,3}){1,2}-(?:\\d{3}stab\\d{3}(?:\\.\\d{1,2}){0,2}|(?:\\d{1,4}\\.){1,5}vz\\d{1,2}(?:\\.\\d{1,4}){1,4}))"
                    + "(?:\\.el\\d)?");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,8}");

    private UpstreamVersion() {}

    /** {@return the upstream version; empty if it is none} */
    static Optional<String> of(String version) {
        Matcher matcher = UPSTREAM.matcher(version);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String candidate = matcher.group(2);
        return Optional.of(candidate == null ? matcher.group(1) : matcher.group(1) + "-" + candidate);
    }

    /** {@return version and release of a kernel for containers; empty if it is none} */
    static Optional<String> ofContainerKernel(String version) {
        Matcher matcher = CONTAINER_KERNEL.matcher(version);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** {@return the later of two versions: kernels are installed side by side} */
    static String later(String one, String other) {
        return compare(numbers(one), numbers(other)) >= 0 ? one : other;
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static List<Integer> numbers(String version) {
        return NUMBER.matcher(version)
                .results()
                .map(MatchResult::group)
                .map(Integer::valueOf)
                .toList();
    }
}
