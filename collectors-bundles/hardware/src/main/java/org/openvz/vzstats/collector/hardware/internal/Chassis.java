package org.openvz.vzstats.collector.hardware.internal;

/** The classes of the chassis types that SMBIOS numbers. */
final class Chassis {

    private Chassis() {}

    /**
     * Sums up a type.
     *
     * @param type as in {@code chassis_type}
     */
    static String classOf(long type) {
        return switch ((int) type) {
            case 17, 22, 25 -> "server";
            case 5, 23 -> "rack";
            case 26, 27, 28, 29 -> "blade";
            case 6, 7 -> "tower";
            case 3, 4, 13, 15, 24 -> "desktop";
            case 8, 9, 10, 14, 16, 30, 31, 32 -> "portable";
            case 33, 34, 35, 36 -> "mini";
            default -> "other";
        };
    }
}
