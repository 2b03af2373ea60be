package org.openvz.vzstats.intake.rest.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;

/**
 * Tells who has really sent a request, where proxies are in front of the server. Each proxy appends to {@code X-Forwarded-For} whom it
 * has the request from; so the header is read from its end, and only as far as it was written by a proxy that we trust: what is before
 * that anybody may have written.
 */
final class Proxies {

    private static final int MAX_HOPS = 64;
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:]*(?:\\d{1,3}(?:\\.\\d{1,3}){3})?");
    private static final Pattern PORT = Pattern.compile("(?<=[\\].]\\d{0,3}):\\d{1,5}$");

    private final List<Network> trusted;

    private Proxies(List<Network> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * Reads a list as it is written in the configuration.
     *
     * @throws IllegalArgumentException if something in it is no network
     */
    static Proxies parse(String text) {
        List<Network> networks = new ArrayList<>();
        for (String word : text.split("[,\\s]+", -1)) {
            if (!word.isEmpty()) {
                networks.add(Network.parse(word)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "proxies must be addresses or networks like 10.0.0.0/8, not " + word)));
            }
        }
        return new Proxies(networks);
    }

    /** {@return the address of whoever sent this} */
    String sender(HttpServletRequest request) {
        return sender(request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")));
    }

    /**
     * {@return the address of whoever sent a request}
     *
     * @param peer who has the other end of the connection
     * @param forwardedFor the values of all headers X-Forwarded-For, in their order
     */
    String sender(String peer, List<String> forwardedFor) {
        String sender = peer;
        List<String> hops = Arrays.asList(String.join(",", forwardedFor).split(",", -1));
        for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - MAX_HOPS) && isTrusted(sender); i--) {
            Optional<InetAddress> hop = address(hops.get(i).strip());
            if (hop.isEmpty()) {
                // A proxy that does not say it: then this is as far as it can be told.
                return sender;
            }
            sender = hop.get().getHostAddress();
        }
        return sender;
    }

    private boolean isTrusted(String address) {
        return !trusted.isEmpty()
                && address(address)
                        .filter(one -> trusted.stream().anyMatch(network -> network.has(one)))
                        .isPresent();
    }

    /** {@return the address in this text; nothing is looked up: what is no address in figures is none} */
    static Optional<InetAddress> address(String text) {
        String bare = text.startsWith("[") || text.chars().filter(c -> c == ':').count() == 1
                ? PORT.matcher(text).replaceFirst("")
                : text;
        String figures = bare.startsWith("[") && bare.endsWith("]") ? bare.substring(1, bare.length() - 1) : bare;
        int zone = figures.indexOf('%');
        String plain = zone < 0 ? figures : figures.substring(0, zone);
        if (plain.length() > 45
                || (!IPV4.matcher(plain).matches() && !IPV6.matcher(plain).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * A network.
     *
     * @param first an address in it
     * @param bits how many bits its addresses have in common
     */
    private record Network(InetAddress first, int bits) {

        static Optional<Network> parse(String text) {
            int slash = text.indexOf('/');
            Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
            if (address.isEmpty()) {
                return Optional.empty();
            }
            int all = address.get().getAddress().length * Byte.SIZE;
            String length = slash < 0 ? Integer.toString(all) : text.substring(slash + 1);
            return length.matches("\\d{1,3}") && Integer.parseInt(length) <= all
                    ? Optional.of(new Network(address.get(), Integer.parseInt(length)))
                    : Optional.empty();
        }

        boolean has(InetAddress address) {
            byte[] ours = first.getAddress();
            byte[] theirs = address.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
