/** What Jetty does by itself, before any servlet is asked. */
@NullMarked
package org.openvz.vzstats.server.jetty.internal;

import org.jspecify.annotations.NullMarked;
