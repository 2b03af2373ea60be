package org.openvz.vzstats.server.api;

/** The node has been erased: nothing of it is taken any more. */
public final class ErasedNodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names no node. */
    public ErasedNodeException() {
        super("the node has been erased");
    }
}
