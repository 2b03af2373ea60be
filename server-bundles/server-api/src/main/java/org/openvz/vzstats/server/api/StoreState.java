package org.openvz.vzstats.server.api;

import org.osgi.annotation.versioning.ProviderType;

/** Says whether there is a store, and if not, why: it is there before the store is. */
@ProviderType
public interface StoreState {

    /** {@return how it is now} */
    Condition condition();

    /** How a store may be. */
    enum Condition {
        /** The database has not answered yet. */
        UNREACHABLE,
        /** The schema of the database is newer than this server. */
        NEWER_SCHEMA,
        /** The database cannot be used, for another reason that waiting does not mend. */
        UNUSABLE,
        /** It is there. */
        OPEN
    }
}
