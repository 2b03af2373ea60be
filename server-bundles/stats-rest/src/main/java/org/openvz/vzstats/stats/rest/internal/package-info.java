/** What everybody may read: the published statistics, and the dictionary that says what they mean. */
@NullMarked
package org.openvz.vzstats.stats.rest.internal;

import org.jspecify.annotations.NullMarked;
