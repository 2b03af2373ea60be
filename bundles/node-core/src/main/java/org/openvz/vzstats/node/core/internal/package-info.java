/** The node: run, guard, outbox, delivery. */
@NullMarked
package org.openvz.vzstats.node.core.internal;

import org.jspecify.annotations.NullMarked;
