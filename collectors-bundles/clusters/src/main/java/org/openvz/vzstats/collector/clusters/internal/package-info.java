/** Reads the topic {@code clusters}. */
@NullMarked
package org.openvz.vzstats.collector.clusters.internal;

import org.jspecify.annotations.NullMarked;
