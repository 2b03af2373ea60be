package org.openvz.vzstats.intake.rest.internal;

/**
 * How many requests are taken, whichever protocol they speak: whoever spreads them over several gets no more.
 *
 * @param crowd at once
 * @param senders of one address
 * @param nodes of one node
 * @param registrations of one address that asks for an identity
 */
record Limits(Crowd crowd, RateLimit senders, RateLimit nodes, RateLimit registrations) {}
