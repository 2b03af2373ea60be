package org.openvz.vzstats.collector.network.internal;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/**
 * Counts the containers with addresses on OpenVZ's venet, in {@code /proc/vz/veinfo}. Neither ids nor addresses are kept:
 *
 * <pre>{@code
 *        101     2    24  192.0.2.11 192.0.2.12
 *          0     0   213
 * }</pre>
 */
final class Venet {

    private static final Pattern ID = Pattern.compile("[0-9]{1,10}|[0-9a-f]{8}-[0-9a-f-]{27}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");

    private Venet() {}

    /** {@return how many containers; empty if no line has an address: newer kernels do not print them} */
    static OptionalLong containers(String veinfo) {
        Set<String> containers = new HashSet<>();
        for (String line : veinfo.lines().toList()) {
            StringTokenizer words = new StringTokenizer(line);
            if (words.countTokens() < 3) {
                return OptionalLong.empty();
            }
            String id = words.nextToken();
            boolean environment = ID.matcher(id).matches()
                    && NUMBER.matcher(words.nextToken()).matches()
                    && NUMBER.matcher(words.nextToken()).matches();
            if (!environment) {
                return OptionalLong.empty();
            }
            if (words.hasMoreTokens() && ADDRESS.matcher(words.nextToken()).matches()) {
                containers.add(id);
            }
        }
        return containers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(containers.size());
    }
}
