/** Delivers reports to a server over HTTP. */
@NullMarked
package org.openvz.vzstats.transport.http.internal;

import org.jspecify.annotations.NullMarked;
