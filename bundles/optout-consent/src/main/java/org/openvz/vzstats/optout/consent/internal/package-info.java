/** The distribution's default, and what the owner answered. */
@NullMarked
package org.openvz.vzstats.optout.consent.internal;

import org.jspecify.annotations.NullMarked;
