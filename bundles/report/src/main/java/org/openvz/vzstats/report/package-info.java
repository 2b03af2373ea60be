/** The report format, version 2: writes it on the node, reads and checks it on the server. */
@Export
@Version("0.1.0")
@NullMarked
package org.openvz.vzstats.report;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
