/** Makes problem details of whatever a resource throws. */
@NullMarked
package org.openvz.vzstats.rest.support.internal;

import org.jspecify.annotations.NullMarked;
