/** How bin/vzstats and bin/vzstats-server speak to what is running: both ends of a socket, and what is printed. */
@NullMarked
package org.openvz.vzstats.shell.control;

import org.jspecify.annotations.NullMarked;
