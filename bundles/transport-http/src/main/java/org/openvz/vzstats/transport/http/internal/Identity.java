package org.openvz.vzstats.transport.http.internal;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What one server knows this node by.
 *
 * @param id the node id that the server issued
 * @param secret what proves it
 * @param previousReceipt the hash of the last receipt from this server, in hex; empty before the first
 * @param cloned whether it took the place of one that another machine had, too, and the owner has not had time to read that
 */
record Identity(UUID id, String secret, String previousReceipt, boolean cloned) {

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{16,256}");
    private static final Pattern RECEIPT = Pattern.compile("([0-9a-f]{64})?");

    Identity {
        // It goes into a header: a server must not be able to write lines of its own there.
        if (!SECRET.matcher(secret).matches()
                || !RECEIPT.matcher(previousReceipt).matches()) {
            throw new IllegalArgumentException("no identity");
        }
    }

    /** One that was just issued. */
    Identity(UUID id, String secret) {
        this(id, secret, "", false);
    }

    Identity insteadOfACloned() {
        return new Identity(id, secret, previousReceipt, true);
    }

    /** {@return the same after a report was taken; the second since then says no more that there was a clone} */
    Identity after(String receipt) {
        return new Identity(id, secret, receipt, cloned && previousReceipt.isEmpty());
    }

    @Override
    public String toString() {
        return "the node's identity";
    }
}
