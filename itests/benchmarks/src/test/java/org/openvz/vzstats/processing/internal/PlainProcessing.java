package org.openvz.vzstats.processing.internal;

import java.time.Clock;
import org.openvz.vzstats.server.api.Processor;
import org.openvz.vzstats.server.api.ProcessorFor;
import org.openvz.vzstats.server.api.SubmissionStore;

/** The server's own processing without the framework around it. In the package of what it gives, since nobody else may call it. */
public final class PlainProcessing {

    private PlainProcessing() {}

    /** {@return what has this processor make values of every section} */
    public static SubmissionStore.Processing with(Processor processor) {
        Processors processors = new Processors();
        processors.add(ProcessorFor.ANY, processor);
        return new SubmissionProcessing(processors, Clock.systemUTC());
    }
}
