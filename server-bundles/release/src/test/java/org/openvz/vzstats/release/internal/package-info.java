/** Tests. */
@NullMarked
package org.openvz.vzstats.release.internal;

import org.jspecify.annotations.NullMarked;
