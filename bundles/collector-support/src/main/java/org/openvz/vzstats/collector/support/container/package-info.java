/** The containers of a host, read alike from every product that runs them. */
@Export
@Version("0.1.0")
@NullMarked
package org.openvz.vzstats.collector.support.container;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
