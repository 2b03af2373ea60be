/** Reads the topic {@code platform}. */
@NullMarked
package org.openvz.vzstats.collector.platform.internal;

import org.jspecify.annotations.NullMarked;
