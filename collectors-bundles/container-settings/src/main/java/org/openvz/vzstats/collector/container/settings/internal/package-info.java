/** Reads the topic {@code container-settings}. */
@NullMarked
package org.openvz.vzstats.collector.container.settings.internal;

import org.jspecify.annotations.NullMarked;
