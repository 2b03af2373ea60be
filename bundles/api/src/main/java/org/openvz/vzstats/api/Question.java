package org.openvz.vzstats.api;

/** What an opt-out policy is asked. */
public sealed interface Question {

    /** May the node collect and queue at all, for this trigger? */
    record Run(Trigger trigger) implements Question {}

    /** May this collector run? */
    record Collect(String collector) implements Question {}

    /** May this metric be in the report? */
    record Include(String metric) implements Question {}

    /** May reports leave through this transport? */
    record Send(String transport) implements Question {}

    /**
     * May this revision of a metrics file be accepted without asking the owner? Who denies leaves it to the owner: nothing new leaves
     * until then.
     *
     * @param collector whose metrics file it is
     * @param revision that is installed
     * @param accepted the revision accepted before; 0 if this collector is new here
     */
    record Accept(String collector, int revision, int accepted) implements Question {}
}
