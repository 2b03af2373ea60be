package org.openvz.vzstats.api;

/**
 * What asks for a run.
 *
 * @param name such as {@code boot}; any bundle may bring one of its own
 */
public record Trigger(String name) {

    /** Somebody asked by command. What a person asks to send needs no further grace. */
    public static final Trigger PERSON = new Trigger("person");

    /** The node started. */
    public static final Trigger BOOT = new Trigger("boot");

    /** The time came. */
    public static final Trigger SCHEDULE = new Trigger("schedule");
}
