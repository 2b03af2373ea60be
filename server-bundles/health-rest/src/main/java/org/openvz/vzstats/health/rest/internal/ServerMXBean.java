package org.openvz.vzstats.health.rest.internal;

import java.util.List;
import java.util.Map;

/** The server as JMX shows it. Of what cannot be told there is -1. */
public interface ServerMXBean {

    /** {@return whether it does what it is for} */
    boolean isReady();

    /** {@return why not} */
    List<String> getProblems();

    /** {@return reports that wait to be counted} */
    long getInboxReports();

    /** {@return how long the oldest of them has waited} */
    long getInboxAgeSeconds();

    /** {@return sections in quarantine} */
    long getQuarantineSections();

    /** {@return how large they are} */
    long getQuarantineBytes();

    /** {@return nodes that count} */
    long getLiveNodes();

    /** {@return the number of the last release} */
    long getRelease();

    /** {@return how old it is} */
    long getReleaseAgeSeconds();

    /** {@return how often what has happened since the process began} */
    Map<String, Long> getEvents();
}
