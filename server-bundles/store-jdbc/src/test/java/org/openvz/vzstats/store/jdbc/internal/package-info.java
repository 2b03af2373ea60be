/** Tests on real databases in memory. */
@NullMarked
package org.openvz.vzstats.store.jdbc.internal;

import org.jspecify.annotations.NullMarked;
