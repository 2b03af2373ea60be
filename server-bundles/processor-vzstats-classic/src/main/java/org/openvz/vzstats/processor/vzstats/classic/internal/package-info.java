/** Reads what the original client, vzstats 0.1 to 0.5.3, sent: text files, each the output of one script. */
@NullMarked
package org.openvz.vzstats.processor.vzstats.classic.internal;

import org.jspecify.annotations.NullMarked;
