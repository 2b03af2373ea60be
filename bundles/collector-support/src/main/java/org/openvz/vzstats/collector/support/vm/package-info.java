/** The virtual machines of a host, whichever stack runs them: read once, in words that several collectors count. */
@Export
@Version("0.1.0")
@NullMarked
package org.openvz.vzstats.collector.support.vm;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
