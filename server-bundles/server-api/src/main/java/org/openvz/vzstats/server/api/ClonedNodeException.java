package org.openvz.vzstats.server.api;

/** Two machines report under one id: the chain of its receipts forks. Nothing has changed; this one needs an id of its own. */
public final class ClonedNodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names no node. */
    public ClonedNodeException() {
        super("two machines report under one id");
    }
}
