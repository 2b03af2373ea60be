package org.openvz.vzstats.collector.cgroups.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/**
 * Looks for running containers in {@code /proc/vz/veinfo}; how many there are the topic container-contents tells. Neither ids nor the
 * addresses behind them are kept:
 *
 * <pre>{@code
 *        101     2    24  192.0.2.11
 *          0     0   213
 * }</pre>
 */
final class Environments {

    private static final Pattern ID = Pattern.compile("[0-9]{1,10}|[0-9a-f]{8}-[0-9a-f-]{27}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

    /** The host itself, and the service container of Virtuozzo. */
    private static final Set<String> NO_CONTAINERS = Set.of("0", "1");

    private Environments() {}

    /** {@return whether any container runs; of a list that cannot be understood, or without the host itself: no} */
    static boolean run(String veinfo) {
        Set<String> ids = new HashSet<>();
        for (String line : veinfo.lines().toList()) {
            StringTokenizer words = new StringTokenizer(line);
            boolean environment = words.countTokens() >= 3 && ids.add(words.nextToken());
            if (!environment
                    || !NUMBER.matcher(words.nextToken()).matches()
                    || !NUMBER.matcher(words.nextToken()).matches()) {
                return false;
            }
        }
        return ids.contains("0")
                && ids.stream().allMatch(id -> ID.matcher(id).matches())
                && !NO_CONTAINERS.containsAll(ids);
    }
}
