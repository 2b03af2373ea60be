/** A report after the node was installed. */
@NullMarked
package org.openvz.vzstats.trigger.install.internal;

import org.jspecify.annotations.NullMarked;
