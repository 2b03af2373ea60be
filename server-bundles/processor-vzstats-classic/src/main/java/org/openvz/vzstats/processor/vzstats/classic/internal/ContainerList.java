package org.openvz.vzstats.processor.vzstats.classic.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The containers, from {@code vzlist -aH -o status[,layout][,vswap]} and {@code vzlist -aH -o ostemplate}, a line each:
 *
 * <pre>
 * running   ploop    yes
 * stopped   simfs     no
 * </pre>
 *
 * @param states the lines with all three columns, {@code -} where a vzlist had none of that name yet
 * @param templates the names of their templates, in the same order
 */
record ContainerList(String states, String templates) {

    private static final Set<String> STATES = Set.of("running", "stopped", "mounted", "suspended", "paused");
    private static final Set<String> YES_OR_NO = Set.of("yes", "no");
    private static final String NONE = "Container(s) not found";

    /** {@return the containers; empty if there was no list, or one that is no such list: then it cannot be said how many} */
    static Optional<ContainerList> read(Texts texts) {
        List<String> lines =
                texts.of("vzlist").lines().filter(line -> !line.isBlank()).toList();
        boolean whole =
                lines.stream().allMatch(line -> STATES.contains(line.strip().split("\\s+", 2)[0]));
        if (!whole || (lines.isEmpty() && !texts.complained("vzlist", NONE))) {
            return Optional.empty();
        }
        String states = lines.stream().map(ContainerList::columns).collect(Collectors.joining("\n"));
        return Optional.of(new ContainerList(states, texts.of("ostemplates")));
    }

    private static String columns(String line) {
        String[] words = line.strip().split("\\s+", -1);
        String layout = "-";
        String vswap = "-";
        for (int i = 1; i < words.length; i++) {
            if (YES_OR_NO.contains(words[i])) {
                vswap = words[i];
            } else {
                layout = words[i];
            }
        }
        return words[0] + " " + layout + " " + vswap;
    }
}
