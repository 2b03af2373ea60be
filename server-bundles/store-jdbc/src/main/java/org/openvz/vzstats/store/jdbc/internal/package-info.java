/** The server's store on any JDBC DataSource: inbox, state, counters, releases, and the migrations of their schema. */
@NullMarked
package org.openvz.vzstats.store.jdbc.internal;

import org.jspecify.annotations.NullMarked;
