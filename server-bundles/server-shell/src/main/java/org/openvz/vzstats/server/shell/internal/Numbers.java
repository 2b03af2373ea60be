package org.openvz.vzstats.server.shell.internal;

/** The numbers of sections, as people write them. */
final class Numbers {

    private Numbers() {}

    static boolean isNumber(String text) {
        return text.matches("\\d{1,18}");
    }
}
