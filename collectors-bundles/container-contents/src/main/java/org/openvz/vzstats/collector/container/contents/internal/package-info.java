/** Reads the topic {@code container-contents}. */
@NullMarked
package org.openvz.vzstats.collector.container.contents.internal;

import org.jspecify.annotations.NullMarked;
