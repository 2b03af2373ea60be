/** Makes problem details of whatever a resource throws. */
@NullMarked
package org.openvz.vzstats.rest.problems.internal;

import org.jspecify.annotations.NullMarked;
