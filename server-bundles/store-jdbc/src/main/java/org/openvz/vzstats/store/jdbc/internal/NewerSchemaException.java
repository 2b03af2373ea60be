package org.openvz.vzstats.store.jdbc.internal;

/** The database was migrated by a newer server; the message says what to do. */
final class NewerSchemaException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NewerSchemaException(String message) {
        super(message);
    }
}
