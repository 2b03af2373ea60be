/** Opting out by environment variables. */
@NullMarked
package org.openvz.vzstats.optout.environment.internal;

import org.jspecify.annotations.NullMarked;
