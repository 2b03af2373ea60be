/** The features and assemblies in a real Karaf, and the whole census from end to end. */
@NullMarked
package org.openvz.vzstats.itests;

import org.jspecify.annotations.NullMarked;
