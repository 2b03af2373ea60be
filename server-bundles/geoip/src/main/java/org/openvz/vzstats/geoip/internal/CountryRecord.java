package org.openvz.vzstats.geoip.internal;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a network's record; whatever else is in it is passed over. Public, as the reader of the database makes it.
 *
 * @param country where its addresses are used; not where they are registered
 */
public record CountryRecord(@Nullable Country country) {

    /** Made of a record. */
    @MaxMindDbConstructor
    public CountryRecord(@MaxMindDbParameter(name = "country") @Nullable Country country) {
        this.country = country;
    }

    /**
     * A country.
     *
     * @param code by ISO 3166
     */
    public record Country(@Nullable String code) {

        /** Made of a part of a record. */
        @MaxMindDbConstructor
        public Country(@MaxMindDbParameter(name = "iso_code") @Nullable String code) {
            this.code = code;
        }
    }
}
