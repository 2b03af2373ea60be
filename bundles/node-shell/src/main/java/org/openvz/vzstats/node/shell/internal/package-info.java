/** The owner's commands: vzstats:status and the others. */
@NullMarked
package org.openvz.vzstats.node.shell.internal;

import org.jspecify.annotations.NullMarked;
