/** Delivers reports into a file. */
@NullMarked
package org.openvz.vzstats.transport.file.internal;

import org.jspecify.annotations.NullMarked;
