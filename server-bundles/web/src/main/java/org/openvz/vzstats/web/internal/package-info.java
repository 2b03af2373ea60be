/** The public site: pages that a server writes of what is published and of the dictionary. */
@NullMarked
package org.openvz.vzstats.web.internal;

import org.jspecify.annotations.NullMarked;
