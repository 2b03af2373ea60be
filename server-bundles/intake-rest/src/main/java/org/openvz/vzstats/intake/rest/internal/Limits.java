package org.openvz.vzstats.intake.rest.internal;

import org.openvz.vzstats.intake.rest.internal.RefusedException.Reason;
import org.openvz.vzstats.report.ReportLimits;

/**
 * What is taken, by whichever protocol it comes: whoever spreads requests over several gets no more.
 *
 * @param crowd at once
 * @param senders of one address
 * @param nodes of one node
 * @param registrations of one address that asks for an identity
 * @param sizes of a report
 * @param stopped whether nothing is taken any more
 */
record Limits(
        Crowd crowd, RateLimit senders, RateLimit nodes, RateLimit registrations, ReportLimits sizes, boolean stopped) {

    /**
     * Does something for a sender.
     *
     * @throws RefusedException if it is refused; or nothing is taken any more, or not so often, or not so much at once
     */
    <T> T serve(String sender, Acceptance.Answer<T> work) throws RefusedException {
        requireOpen();
        senders.admit(sender);
        return crowd.serve(sender, work);
    }

    /** Sends everybody away who brings something, if nothing is taken any more. */
    void requireOpen() throws RefusedException {
        if (stopped) {
            throw new RefusedException(Reason.STOPPED, "This server takes no more reports, for good.");
        }
    }
}
