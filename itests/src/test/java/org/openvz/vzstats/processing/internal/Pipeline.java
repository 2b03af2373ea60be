package org.openvz.vzstats.processing.internal;

import java.io.IOException;
import java.time.Clock;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.processor.dictionary.internal.DictionaryProcessor;
import org.openvz.vzstats.processor.vzstats.classic.internal.ClassicTranslator;
import org.openvz.vzstats.server.api.ProcessorFor;
import org.openvz.vzstats.server.api.SubmissionStore;

/** The server's own processing, with the processors that come with it. In its package: nobody else may make it. */
public final class Pipeline {

    private Pipeline() {}

    /** {@return what becomes of a submission where these metrics are known} */
    public static SubmissionStore.Processing of(Dictionary dictionary) throws IOException {
        Processors processors = new Processors();
        processors.add(ProcessorFor.ANY, new DictionaryProcessor(() -> dictionary));
        processors.addTranslator("vzstats-classic", new ClassicTranslator());
        return new SubmissionProcessing(processors, Clock.systemUTC());
    }
}
