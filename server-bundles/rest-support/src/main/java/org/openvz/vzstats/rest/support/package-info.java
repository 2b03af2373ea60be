/** What the bundles that speak HTTP share: a resource as a servlet, and problem details (RFC 9457). */
@Export
@Version("0.1.0")
@NullMarked
package org.openvz.vzstats.rest.support;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
