/**
 * The owner's page. Its pages are made of what {@link org.openvz.vzstats.api.Node} and {@link org.openvz.vzstats.api.Consent} say, by
 * classes that know neither OSGi nor HTTP.
 */
@NullMarked
package org.openvz.vzstats.node.web.internal;

import org.jspecify.annotations.NullMarked;
