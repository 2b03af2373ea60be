/** Crash reports: what of a uReport may be kept, on the node before it leaves and on the server when it arrives; and which crash is the same. */
@Export
@Version("0.1.0")
@NullMarked
package org.openvz.vzstats.ureport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
