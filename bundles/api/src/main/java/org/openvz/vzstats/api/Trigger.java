package org.openvz.vzstats.api;

import java.util.HashSet;
import java.util.Set;

/**
 * What asks for a run. A trigger is a bundle that gets the {@link Node} as a service and calls {@link Node#run} with a name of its own when
 * its time has come; nothing has to be registered anywhere. It may ask at any time and as often as it likes: policies decide, and
 * requests during a run become one further run.
 *
 * @param name such as {@code boot}; any bundle may bring one of its own
 * @param topics the collectors that are asked for, beside {@code platform}, which is part of every report; empty: all
 */
public record Trigger(String name, Set<String> topics) {

    /** Somebody asked by command. What a person asks to send needs no further grace. */
    public static final Trigger PERSON = new Trigger("person");

    /** The host was started. */
    public static final Trigger BOOT = new Trigger("boot");

    /** The node was installed. */
    public static final Trigger INSTALL = new Trigger("install");

    /** Packages were installed, updated or removed. */
    public static final Trigger PACKAGE = new Trigger("package");

    /** The time came. */
    public static final Trigger SCHEDULE = new Trigger("schedule");

    /** Keeps a copy. */
    public Trigger {
        topics = Set.copyOf(topics);
    }

    /** Asks for all topics. */
    public Trigger(String name) {
        this(name, Set.of());
    }

    /** {@return one that asks for these topics only} */
    public Trigger of(Set<String> some) {
        return new Trigger(name, some);
    }

    /** {@return whether a person asks} */
    public boolean isPerson() {
        return name.equals(PERSON.name);
    }

    /** {@return one that asks for what both ask for; by a person if one of them is} */
    public Trigger and(Trigger other) {
        Set<String> both = new HashSet<>(topics);
        both.addAll(other.topics);
        boolean all = topics.isEmpty() || other.topics.isEmpty();
        return new Trigger(other.isPerson() ? other.name : name, all ? Set.of() : both);
    }

    /** {@return whether this collector is asked for} */
    public boolean includes(String collector) {
        return topics.isEmpty() || topics.contains(collector) || collector.equals("platform");
    }
}
