/** Reads the topic {@code census}. */
@NullMarked
package org.openvz.vzstats.collector.census.internal;

import org.jspecify.annotations.NullMarked;
