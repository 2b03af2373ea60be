package org.openvz.vzstats.release.internal;

/**
 * What may be published of a metric, and what it was made of.
 *
 * @param basis what it was made of
 * @param published the same, under the rules
 */
record Draft(Basis basis, PublicationRules.Published published) {

    /** Applies the rules, once. */
    static Draft of(Basis basis) {
        return new Draft(basis, basis.published());
    }
}
