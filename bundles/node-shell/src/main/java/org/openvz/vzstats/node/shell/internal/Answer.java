package org.openvz.vzstats.node.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a command answers.
 *
 * @param text for a person
 * @param json for a program
 * @param exit of {@code bin/vzstats}
 */
record Answer(String text, JsonNode json, int exit) {

    /** Done, or yes. */
    static final int YES = 0;

    /** Not done, or no: a policy forbids it, or it cannot be done. */
    static final int NO = 1;

    /** Asked for wrongly. */
    static final int USAGE = 2;

    /** There is no node that could answer. */
    static final int NOT_READY = 3;

    static Answer of(String text, JsonNode json) {
        return new Answer(text, json, YES);
    }

    /** {@return the same answer, to a question that can be answered by yes or no} */
    Answer meaning(boolean yes) {
        return new Answer(text, json, yes ? YES : NO);
    }
}
