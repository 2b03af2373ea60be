/** Benchmarks of the node, in the package of what they measure. */
@NullMarked
package org.openvz.vzstats.node.core.internal;

import org.jspecify.annotations.NullMarked;
