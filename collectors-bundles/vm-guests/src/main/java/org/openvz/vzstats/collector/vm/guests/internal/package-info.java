/** Reads the topic {@code vm-guests}. */
@NullMarked
package org.openvz.vzstats.collector.vm.guests.internal;

import org.jspecify.annotations.NullMarked;
