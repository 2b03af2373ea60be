/** Reads the topic {@code simfs}. */
@NullMarked
package org.openvz.vzstats.collector.simfs.internal;

import org.jspecify.annotations.NullMarked;
