/** Reads the topic {@code scripts}: runs the scripts of the owner. */
@NullMarked
package org.openvz.vzstats.collector.scripts.internal;

import org.jspecify.annotations.NullMarked;
