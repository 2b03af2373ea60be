/** A report after the host was started. */
@NullMarked
package org.openvz.vzstats.trigger.boot.internal;

import org.jspecify.annotations.NullMarked;
