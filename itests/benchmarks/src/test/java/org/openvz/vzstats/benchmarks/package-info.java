/** What a node, a server and a census of a million nodes cost. */
@NullMarked
package org.openvz.vzstats.benchmarks;

import org.jspecify.annotations.NullMarked;
