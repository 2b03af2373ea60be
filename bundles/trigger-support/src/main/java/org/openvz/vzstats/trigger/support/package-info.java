/** What triggers need: a memory over restarts, the node's own jitter, a timer that ends, and how to ask the node. */
@Export
@Version("0.1.0")
@NullMarked
package org.openvz.vzstats.trigger.support;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
