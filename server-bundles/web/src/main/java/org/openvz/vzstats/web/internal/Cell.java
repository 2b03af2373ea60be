package org.openvz.vzstats.web.internal;

/**
 * How many nodes have one value of a metric.
 *
 * @param value as it was published
 * @param nodes how many have it
 * @param share of the nodes that have the metric
 * @param total how many of it there are on all nodes; -1 where that is not counted
 */
record Cell(String value, long nodes, double share, long total) {}
