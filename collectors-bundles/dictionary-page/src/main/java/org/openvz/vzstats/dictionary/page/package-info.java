/** Renders the data dictionary of the source tree as a page, and says what it lacks. Part of the build, not of the product. */
@NullMarked
package org.openvz.vzstats.dictionary.page;

import org.jspecify.annotations.NullMarked;
