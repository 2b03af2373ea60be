/** Reads the topic {@code hardware}. */
@NullMarked
package org.openvz.vzstats.collector.hardware.internal;

import org.jspecify.annotations.NullMarked;
