/** How the server is: for a load balancer, for Prometheus and for JMX. Of itself only, of no node. */
@NullMarked
package org.openvz.vzstats.health.rest.internal;

import org.jspecify.annotations.NullMarked;
