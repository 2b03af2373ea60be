/** Refusing to run in a container that looks like a host. */
@NullMarked
package org.openvz.vzstats.optout.container.internal;

import org.jspecify.annotations.NullMarked;
