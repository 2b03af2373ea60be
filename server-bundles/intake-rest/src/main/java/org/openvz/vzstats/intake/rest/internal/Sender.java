package org.openvz.vzstats.intake.rest.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom a request's address stands for, as far as a rate limit can tell. */
final class Sender {

    private static final int NETWORK_BYTES = 8;

    private Sender() {}

    /** {@return the address; of an IPv6 address the /64, which one host has to itself} */
    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES)));
        } catch (UnknownHostException e) {
            // With a colon nothing is looked up: it is no address at all, and stands for itself.
            return address;
        }
    }
}
