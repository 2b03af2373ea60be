/** Reads the topic {@code services}. */
@NullMarked
package org.openvz.vzstats.collector.services.internal;

import org.jspecify.annotations.NullMarked;
