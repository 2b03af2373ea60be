/** Collector of what has crashed: reads abrt's problem directories and systemd's messages of core dumps. */
@NullMarked
package org.openvz.vzstats.collector.crashes.internal;

import org.jspecify.annotations.NullMarked;
