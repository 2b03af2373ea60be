/** What integration tests and benchmarks share: the assemblies as processes, and the servers and clients to talk to them. */
@NullMarked
package org.openvz.vzstats.testbed;

import org.jspecify.annotations.NullMarked;
