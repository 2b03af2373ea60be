/** The fleet simulator: plausible nodes, the same for the same seed, and what the statistics of all of them must be. */
@NullMarked
package org.openvz.vzstats.fleet;

import org.jspecify.annotations.NullMarked;
