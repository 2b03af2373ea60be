/** When the node makes a report by itself. */
@NullMarked
package org.openvz.vzstats.trigger.schedule.internal;

import org.jspecify.annotations.NullMarked;
