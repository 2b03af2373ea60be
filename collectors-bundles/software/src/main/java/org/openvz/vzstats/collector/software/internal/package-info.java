/** Reads the topic {@code software}. */
@NullMarked
package org.openvz.vzstats.collector.software.internal;

import org.jspecify.annotations.NullMarked;
