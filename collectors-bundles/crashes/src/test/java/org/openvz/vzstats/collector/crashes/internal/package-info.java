/** Tests on written problem directories. */
@NullMarked
package org.openvz.vzstats.collector.crashes.internal;

import org.jspecify.annotations.NullMarked;
