/** The generic processor: whatever has a metrics file needs no processor of its own. */
@NullMarked
package org.openvz.vzstats.processor.dictionary.internal;

import org.jspecify.annotations.NullMarked;
