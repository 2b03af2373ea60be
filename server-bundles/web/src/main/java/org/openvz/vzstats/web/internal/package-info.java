/** The public page: static files that draw what the public API says. */
@NullMarked
package org.openvz.vzstats.web.internal;

import org.jspecify.annotations.NullMarked;
