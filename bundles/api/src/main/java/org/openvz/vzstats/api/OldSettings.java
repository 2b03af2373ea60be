package org.openvz.vzstats.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the owner had set for the predecessors of this node, in files that may still be there. A setting of ours wins: whoever uses one
 * of these asks for it only where its own key is not set. Refer to this service as optional; without it there are no old settings.
 */
@ProviderType
public interface OldSettings {

    /** {@return what is written now; empty if it is not, or is not what such a setting can be} */
    Optional<String> value(Key key);

    /** The settings that still mean something. */
    enum Key {
        /** The directory of the scripts, of {@code /etc/vz/vzstats.conf}: an absolute path. */
        REP_DIR,
        /** The server, of {@code /etc/vz/vzstats.conf}: an address of HTTP or HTTPS. */
        URL,
        /** Where reports go, of {@code /etc/vz/vzstats.conf}: an address of HTTP or HTTPS. */
        SUBMIT_URL,
        /** Where ids come from, of {@code /etc/vz/vzstats.conf}: an address of HTTP or HTTPS. */
        GET_ID_URL,
        /** How often there is a report, of {@code /etc/vz/disp_helper.json}: as in {@link Durations}, above 0. */
        REPORT_PERIOD,
        /** How reports go, of {@code /etc/vz/disp_helper.json}: {@code FILE}, or the name of another protocol. */
        PROTOCOL,
        /** The id of the original client, of {@code /etc/vz/.vzstats-uuid}: a random UUID, in lower case. */
        UUID
    }
}
