/** The other end of the node's control socket: what bin/vzstats runs. */
@NullMarked
package org.openvz.vzstats.node.shell.client;

import org.jspecify.annotations.NullMarked;
