/** The front door: hands out node ids, and takes reports into the inbox. */
@NullMarked
package org.openvz.vzstats.intake.rest.internal;

import org.jspecify.annotations.NullMarked;
