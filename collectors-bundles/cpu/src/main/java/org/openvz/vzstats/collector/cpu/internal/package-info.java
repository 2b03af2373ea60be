/** Reads the topic {@code cpu}. */
@NullMarked
package org.openvz.vzstats.collector.cpu.internal;

import org.jspecify.annotations.NullMarked;
