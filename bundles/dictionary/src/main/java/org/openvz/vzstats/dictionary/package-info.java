/** The data dictionary: every metric of the bundles that are installed, and what may be a value of it. */
@Export
@Version("0.1.0")
@NullMarked
package org.openvz.vzstats.dictionary;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
