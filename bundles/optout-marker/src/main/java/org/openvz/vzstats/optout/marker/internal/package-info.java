/** Opting out by a marker file, as the original did. */
@NullMarked
package org.openvz.vzstats.optout.marker.internal;

import org.jspecify.annotations.NullMarked;
