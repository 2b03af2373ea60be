/** Reads the topic {@code cgroups}. */
@NullMarked
package org.openvz.vzstats.collector.cgroups.internal;

import org.jspecify.annotations.NullMarked;
