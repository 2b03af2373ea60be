package org.openvz.vzstats.server.jetty.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConnection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends the connections of those who always say something and never come to the point. Jetty ends whoever is silent, and whoever sends a body
 * too slowly; but not whoever sends a byte now and then of a handshake, of a head, or after the answer. That holds up no thread, but it
 * is an open file of the process. So whoever has not said a whole head in twice the time in which the silent are ended is ended as well.
 */
public final class Stragglers extends ContainerLifeCycle {

    private static final int TIMES_SILENCE = 2;
    private static final long ROUND_MILLIS = 1000;

    private final Server server;
    private final Scheduler scheduler = new ScheduledExecutorScheduler("stragglers", true);
    private final long round;

    /** Who was between two requests in the last round. */
    private Map<EndPoint, Waiting> waiting = Map.of();

    /**
     * Says how long somebody has been waited for.
     *
     * @param requests how many had come
     * @param since when, in nanoseconds
     */
    private record Waiting(long requests, long since) {}

    /** Made by Pax Web, as jetty.xml says. */
    public Stragglers(Server server) {
        this(server, ROUND_MILLIS);
    }

    Stragglers(Server server, long round) {
        this.server = server;
        this.round = round;
        addBean(scheduler);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        again();
    }

    private void again() {
        scheduler.schedule(this::look, round, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Map<EndPoint, Waiting> now = new HashMap<>();
            for (Connector connector : server.getConnectors()) {
                connector.getConnectedEndPoints().forEach(endPoint -> look(endPoint, connector.getIdleTimeout(), now));
            }
            waiting = now;
        } finally {
            again();
        }
    }

    private void look(EndPoint endPoint, long silence, Map<EndPoint, Waiting> now) {
        if (!(http(endPoint.getConnection()) instanceof HttpConnection connection) || silence <= 0) {
            return;
        }
        HttpChannel channel = connection.getHttpChannel();
        if (!channel.getState().isIdle()) {
            // A request is in work: how long that may take is its servlet's business.
            return;
        }
        long time = System.nanoTime();
        Waiting before = waiting.get(endPoint);
        if (before == null || before.requests() != channel.getRequests()) {
            now.put(endPoint, new Waiting(channel.getRequests(), time));
        } else if (time - before.since() < TimeUnit.MILLISECONDS.toNanos(TIMES_SILENCE * silence)) {
            now.put(endPoint, before);
        } else {
            endPoint.close();
        }
    }

    private static Connection http(Connection connection) {
        return connection instanceof SslConnection tls
                ? tls.getDecryptedEndPoint().getConnection()
                : connection;
    }
}
