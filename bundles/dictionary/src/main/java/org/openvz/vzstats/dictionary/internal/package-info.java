/** Finds the metrics files of the bundles that are installed. */
@NullMarked
package org.openvz.vzstats.dictionary.internal;

import org.jspecify.annotations.NullMarked;
