/**
 * What the parts of a node agree on: the extension points (collector, transport, opt-out policy) and the values that pass
 * between them. Interfaces and values, no logic.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.openvz.vzstats.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
