/** Reads the topic {@code vm-settings}. */
@NullMarked
package org.openvz.vzstats.collector.vm.settings.internal;

import org.jspecify.annotations.NullMarked;
