/** Reads the topic {@code memory}. */
@NullMarked
package org.openvz.vzstats.collector.memory.internal;

import org.jspecify.annotations.NullMarked;
