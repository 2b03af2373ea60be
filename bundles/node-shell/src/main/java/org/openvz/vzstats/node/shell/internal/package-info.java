/** The owner's commands: vzstats:status and the others. */
@Header(name = "Karaf-Commands", value = "org.openvz.vzstats.node.shell.internal")
@NullMarked
package org.openvz.vzstats.node.shell.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
