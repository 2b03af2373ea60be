package org.openvz.vzstats.processor.vzstats.classic.internal;

import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.server.api.ProcessorFor;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.Translator;
import org.openvz.vzstats.server.api.UnprocessableException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Makes the sections of today's topics out of the text files of the original client. It lays the texts out as the host they were taken
 * from, has the collectors of the nodes read that, and lets pass what the texts can tell and the collectors' metrics files define: what a
 * node of today would have sent of this host.
 */
@Component
@ProcessorFor(ClassicTranslator.COLLECTOR)
public final class ClassicTranslator implements Translator {

    /** What the intake calls the section that holds the texts. */
    static final String COLLECTOR = "vzstats-classic";

    private final List<Collector> collectors;
    private final Gate gate;

    /**
     * Loads the collectors and metrics files of this bundle.
     *
     * @throws IOException if a metrics file cannot be read
     */
    @Activate
    public ClassicTranslator() throws IOException {
        // By their names: they are an implementation, if a copy of our own.
        collectors = ServiceLoader.load(Collector.class, ClassicTranslator.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        gate = Gate.ofThisBundle();
    }

    @Override
    public List<ReceivedSection> translate(ReceivedSection received) throws UnprocessableException {
        Texts texts = Texts.parse(received.content())
                .orElseThrow(() -> new UnprocessableException(UnprocessableException.MALFORMED));
        // If they tell nothing that is none at all, and no case for the quarantine: that would keep what they say else.
        return gate.pass(texts.client(), ClassicHost.of(texts), collectors);
    }
}
