/** A way in for the simulator and the benchmarks. */
@NullMarked
package org.openvz.vzstats.store.jdbc.internal;

import org.jspecify.annotations.NullMarked;
