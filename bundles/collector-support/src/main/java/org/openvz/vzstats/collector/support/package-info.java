/** What collectors need of a host: files and commands beneath a root within a budget, and the parsers that several of them use. */
@Export
@Version("0.1.0")
@NullMarked
package org.openvz.vzstats.collector.support;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
