/** Takes submissions out of the inbox and has processors make values of them. */
@NullMarked
package org.openvz.vzstats.processing.internal;

import org.jspecify.annotations.NullMarked;
