/** A way in for the benchmarks. */
@NullMarked
package org.openvz.vzstats.release.internal;

import org.jspecify.annotations.NullMarked;
