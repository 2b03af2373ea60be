/** A report after packages that matter were installed, updated or removed. */
@NullMarked
package org.openvz.vzstats.trigger.pkg.internal;

import org.jspecify.annotations.NullMarked;
