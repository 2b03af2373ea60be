package org.openvz.vzstats.trigger.support;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When within a window this node has its turn: the same always for one node, and any time for another. It comes from a random seed of the
 * node's own, and says nothing about the host.
 */
public final class Jitter {

    private static final Pattern SEED = Pattern.compile("[0-9a-f]{32}");

    private final String seed;

    /** Uses this seed. */
    public Jitter(String seed) {
        this.seed = seed;
    }

    /** {@return the jitter of the node; its seed is made when there is none yet} */
    public static Jitter of(Memory memory) {
        // Several triggers may start at once, and must not each make one.
        synchronized (Jitter.class) {
            Optional<String> kept =
                    memory.read("seed").filter(text -> SEED.matcher(text).matches());
            return new Jitter(kept.orElseGet(() -> made(memory)));
        }
    }

    /** {@return the turn for this within a window, from 0 to less than the window; in milliseconds} */
    public Duration within(String what, Duration window) {
        BigInteger drawn = new BigInteger(Memory.digest(seed + " " + what).substring(0, 16), 16);
        return Duration.ofMillis(drawn.multiply(BigInteger.valueOf(window.toMillis()))
                .shiftRight(64)
                .longValueExact());
    }

    /**
     * {@return the next turn for this, if there is one in each window of this length, in the time from this moment on}
     *
     * <p>Turns do not depend on when somebody asks: who is restarted again and again does not put it off again and again.
     */
    public Instant next(String what, Instant from, Duration window) {
        if (window.isZero()) {
            return from;
        }
        long turn = within(what, window).toMillis();
        return from.plusMillis(Math.floorMod(turn - from.toEpochMilli(), window.toMillis()));
    }

    private static String made(Memory memory) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String seed = HexFormat.of().formatHex(random);
        memory.write("seed", seed);
        return seed;
    }
}
