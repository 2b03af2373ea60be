/** The operator's commands: vzstats-server:status and the others. */
@Header(name = "Karaf-Commands", value = "org.openvz.vzstats.server.shell.internal")
@NullMarked
package org.openvz.vzstats.server.shell.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
