/** Pages on which developers see what has crashed and where. Numbers and frames are exact, so nobody sees them without a login. */
@NullMarked
package org.openvz.vzstats.crash.pages.internal;

import org.jspecify.annotations.NullMarked;
