package org.openvz.vzstats.server.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What an operator can ask of the processing. */
@ProviderType
public interface Maintenance {

    /**
     * Tries the sections anew that are in quarantine for these reasons.
     *
     * @return how many left the quarantine
     * @throws StoreUnavailableException if it broke off
     */
    int replay(List<String> reasons);

    /**
     * Tries one section anew.
     *
     * @return whether it left the quarantine
     * @throws StoreUnavailableException if nothing could be done
     */
    boolean replay(long id);

    /** {@return what is kept, as it is configured} */
    Retention.Bounds bounds();

    /**
     * Lets go now of what is kept no longer.
     *
     * @throws StoreUnavailableException if it broke off
     */
    Retention.Removed expire();
}
