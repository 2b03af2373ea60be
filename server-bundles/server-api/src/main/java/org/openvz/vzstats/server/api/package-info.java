/**
 * What the parts of a server agree on: the extension point (processor), the stores, and the values that pass between them.
 * Interfaces and values, no logic.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.openvz.vzstats.server.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
