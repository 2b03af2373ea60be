/** The settings files of the predecessors. */
@NullMarked
package org.openvz.vzstats.old.settings.internal;

import org.jspecify.annotations.NullMarked;
