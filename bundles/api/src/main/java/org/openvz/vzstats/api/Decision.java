package org.openvz.vzstats.api;

/** The answer of an opt-out policy. */
public sealed interface Decision {

    /** Nothing against it. */
    record Allow() implements Decision {}

    /**
     * Forbidden.
     *
     * @param reason why, in a sentence for the owner
     * @param where where that is written, such as a file, so that the owner can change it; shown to the owner, never sent
     */
    record Deny(String reason, String where) implements Decision {}

    /** {@return nothing against it} */
    static Decision allow() {
        return new Allow();
    }

    /** {@return forbidden, for this reason, written there} */
    static Decision deny(String reason, String where) {
        return new Deny(reason, where);
    }
}
