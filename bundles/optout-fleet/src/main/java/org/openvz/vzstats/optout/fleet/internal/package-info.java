/** Opting out by a policy file that an organisation puts on all its hosts. */
@NullMarked
package org.openvz.vzstats.optout.fleet.internal;

import org.jspecify.annotations.NullMarked;
