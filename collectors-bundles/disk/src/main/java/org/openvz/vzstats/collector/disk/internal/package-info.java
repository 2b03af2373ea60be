/** Reads the topic {@code disk}. */
@NullMarked
package org.openvz.vzstats.collector.disk.internal;

import org.jspecify.annotations.NullMarked;
