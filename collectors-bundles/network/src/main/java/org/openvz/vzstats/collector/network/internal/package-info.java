/** Reads the topic {@code network}. */
@NullMarked
package org.openvz.vzstats.collector.network.internal;

import org.jspecify.annotations.NullMarked;
