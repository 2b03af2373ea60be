/** A way in for the benchmarks. */
@NullMarked
package org.openvz.vzstats.processing.internal;

import org.jspecify.annotations.NullMarked;
