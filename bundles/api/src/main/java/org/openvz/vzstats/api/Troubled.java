package org.openvz.vzstats.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Has something to tell the owner, in the status of the node. Whoever does is such a service, beside what it is otherwise. */
@ConsumerType
public interface Troubled {

    /** {@return what is the matter now, each in a sentence without its full stop; empty if all is well. Answered at once} */
    List<String> troubles();
}
