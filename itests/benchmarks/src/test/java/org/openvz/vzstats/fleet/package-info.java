/** That the simulated nodes are what they are said to be. */
@NullMarked
package org.openvz.vzstats.fleet;

import org.jspecify.annotations.NullMarked;
