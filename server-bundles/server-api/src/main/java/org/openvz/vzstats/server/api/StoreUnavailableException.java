package org.openvz.vzstats.server.api;

/** The store cannot do it now: no database, no disk. Nothing has changed; the same call may succeed later. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says that the store cannot do it now.
     *
     * @param cause for the server's own log, never for a client
     */
    public StoreUnavailableException(Throwable cause) {
        super("the store is not available", cause);
    }
}
