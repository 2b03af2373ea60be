/** Counts downloads by the access logs of web servers, and keeps nobody's address. */
@NullMarked
package org.openvz.vzstats.passive.downloads.internal;

import org.jspecify.annotations.NullMarked;
