package org.openvz.vzstats.passive.downloads.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses without asking anybody for names. */
final class Address {

    private static final Pattern V4 = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern V6 =
            Pattern.compile("[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7}(\\d{1,3}(\\.\\d{1,3}){3})?");

    private Address() {}

    static boolean looksLike(String text) {
        return text.length() <= 45
                && (V4.matcher(text).matches() || V6.matcher(text).matches());
    }

    /** {@return the address of this text; empty if it is none, such as the name of a host} */
    static Optional<InetAddress> of(String text) {
        if (!looksLike(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
