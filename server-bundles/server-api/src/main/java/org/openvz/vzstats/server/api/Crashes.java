package org.openvz.vzstats.server.api;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What has crashed, in groups: the same crash is one group, whoever reports it and whatever build it is of. What nodes report comes here
 * with their reports, through {@link SubmissionStore#process}, and leaves with them; of others nothing is kept but that they reported.
 *
 * <p>Nobody publishes this: these are exact numbers for developers. What everybody may see is the document {@link Releases#CRASHES}.
 */
@ProviderType
public interface Crashes {

    /** The most groups there are. Beyond it nothing is kept of a crash that makes a new one. */
    int MOST_GROUPS = 50_000;

    /**
     * Counts a crash that nobody in particular reports. When this returns, it is durable.
     *
     * @param received the day
     * @return whether it was counted; not if it is of a new group and there are too many
     * @throws StoreUnavailableException if it could not be made durable
     */
    boolean add(Crash crash, LocalDate received);

    /**
     * The components that crashed since a day, those with the most crashes first.
     *
     * @throws StoreUnavailableException if they cannot be read
     */
    List<Component> components(LocalDate since);

    /**
     * The days on which some components crashed since a day, in their order.
     *
     * @throws StoreUnavailableException if they cannot be read
     */
    List<Day> days(LocalDate since, Collection<String> components);

    /**
     * Groups, those with the most crashes first.
     *
     * @throws StoreUnavailableException if they cannot be read
     */
    List<Group> groups(Wanted wanted);

    /**
     * One group.
     *
     * @param hash its name, or enough of its beginning that it is the only one
     * @throws StoreUnavailableException if it cannot be read
     */
    Optional<Detail> group(String hash);

    /**
     * Who reported, and how often it crashed.
     *
     * @param crashes how often
     * @param nodes how many nodes reported it
     * @param anonymous how many reports came from nobody in particular; one sender may be behind all of them
     */
    record Amount(long crashes, long nodes, long anonymous) {

        /** {@return how many may have reported it} */
        public long reporters() {
            return nodes + anonymous;
        }
    }

    /** A component and how many groups it has. */
    record Component(String name, Amount amount, long groups) {}

    /** A day. */
    record Day(LocalDate day, Amount amount) {}

    /**
     * Which groups.
     *
     * @param component of which component; empty: of all
     * @param newSince only those that no version before this one has; empty: all. Goes with a component
     * @param most how many at the most
     */
    record Wanted(Optional<String> component, Optional<String> newSince, int most) {}

    /**
     * A group.
     *
     * @param first the first day
     * @param last the last day
     * @param versions of the component, the oldest first
     * @param where the innermost frame
     */
    record Group(
            String hash,
            String type,
            String component,
            LocalDate first,
            LocalDate last,
            Amount amount,
            List<String> versions,
            String where) {

        /** Keeps a copy. */
        public Group {
            versions = List.copyOf(versions);
        }
    }

    /**
     * All there is about a group; each map is of how many crashes.
     *
     * @param frames the innermost first
     * @param platforms what the nodes that reported it last said their product is
     */
    record Detail(
            Group group,
            List<String> frames,
            Map<String, Long> versions,
            Map<String, Long> systems,
            Map<String, Long> architectures,
            Map<String, Long> kernels,
            Map<String, Long> platforms,
            SortedMap<LocalDate, Long> days) {

        /** Keeps a copy. */
        public Detail {
            frames = List.copyOf(frames);
        }
    }
}
