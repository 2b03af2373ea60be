/** Runs a collector over a recorded host and holds what it gives against its own metrics file. */
@NullMarked
package org.openvz.vzstats.collector.testkit;

import org.jspecify.annotations.NullMarked;
