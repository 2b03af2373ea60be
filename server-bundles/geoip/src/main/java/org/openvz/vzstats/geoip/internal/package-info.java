/** Tells countries from addresses, by a database file of the operator's. */
@NullMarked
package org.openvz.vzstats.geoip.internal;

import org.jspecify.annotations.NullMarked;
