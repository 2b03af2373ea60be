/** Reads the topic {@code settings}. */
@NullMarked
package org.openvz.vzstats.collector.settings.internal;

import org.jspecify.annotations.NullMarked;
