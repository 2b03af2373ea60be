package org.openvz.vzstats.shell.control;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a command answers.
 *
 * @param text for a person
 * @param json for a program
 * @param exit of the script in {@code bin}
 */
public record Answer(String text, JsonNode json, int exit) {

    /** Done, or yes. */
    public static final int YES = 0;

    /** Not done, or no: a policy forbids it, or it cannot be done. */
    public static final int NO = 1;

    /** Asked for wrongly. */
    public static final int USAGE = 2;

    /** There is nobody who could answer. */
    public static final int NOT_READY = 3;

    /** {@return an answer that is no question's} */
    public static Answer of(String text, JsonNode json) {
        return new Answer(text, json, YES);
    }

    /** {@return the same answer, to a question that can be answered by yes or no} */
    public Answer meaning(boolean yes) {
        return new Answer(text, json, yes ? YES : NO);
    }
}
