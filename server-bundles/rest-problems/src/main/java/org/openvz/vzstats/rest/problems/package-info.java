/** Problem details (RFC 9457): how every resource of the server says that something went wrong. */
@Export
@Version("0.1.0")
@NullMarked
package org.openvz.vzstats.rest.problems;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
