package org.openvz.vzstats.trigger.pkg.internal;

import java.util.Optional;

/** The packages of a host that matter. */
interface Packages {

    /** {@return another text after the package database was written; reads nothing of it} */
    String state();

    /** {@return another text after a package that matters was installed, updated or removed; empty if that cannot be told} */
    Optional<String> versions();
}
