package org.openvz.vzstats.collector.clusters.internal;

import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Section;

/**
 * What a host is found to be part of. Of one cluster many hosts tell, so each tells its size, by which what hosts say can be divided;
 * there is no name, no id and no hash of a cluster by which they could be brought together.
 */
final class Findings {

    private static final String HEALTH = "clusters.health";

    private final Section.Builder section;
    private final Set<String> roles = new TreeSet<>();
    private boolean guestsProtected;
    private long protectedGuests;
    private boolean protection;

    Findings(Section.Builder section) {
        this.section = section;
    }

    /** The host is in so many clusters of this kind. */
    void member(String kind, long clusters) throws BudgetExceededException {
        section.count("clusters.kind", kind, clusters);
    }

    /** The host is in a cluster of this many; of none, if nothing said so. */
    void size(String metric, OptionalLong members) throws BudgetExceededException {
        if (members.isPresent() && members.getAsLong() > 0) {
            section.quantity("clusters." + metric, members.getAsLong());
        }
    }

    /** The host has this part in a cluster. */
    void role(String role) {
        roles.add(role);
    }

    void health(boolean healthy) throws BudgetExceededException {
        section.count(HEALTH, healthy ? "healthy" : "unhealthy", 1);
    }

    /** The cluster keeps so many copies of data. */
    void replicas(OptionalLong copies) throws BudgetExceededException {
        if (copies.isPresent() && copies.getAsLong() > 0) {
            section.count("clusters.replicas", Long.toString(copies.getAsLong()), 1);
        }
    }

    /** The cluster restarts guests of a host that fails, and so many are in its care. */
    void highAvailability(boolean on, long guests) {
        protection = true;
        guestsProtected |= on;
        protectedGuests += guests;
    }

    /** Hands over what is only known once all kinds were asked. */
    void finish() throws BudgetExceededException {
        section.counted("clusters.kind");
        for (String role : roles) {
            section.count("clusters.roles", role, 1);
        }
        if (protection) {
            section.flag("clusters.ha", guestsProtected);
            section.quantity("clusters.ha_guests", protectedGuests);
        }
    }
}
