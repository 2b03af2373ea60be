/** Turns the counters into releases: immutable statistics that follow the publication rules. */
@NullMarked
package org.openvz.vzstats.release.internal;

import org.jspecify.annotations.NullMarked;
