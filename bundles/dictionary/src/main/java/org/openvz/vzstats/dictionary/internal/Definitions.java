package org.openvz.vzstats.dictionary.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Topic;

/** Who defines what, and which of them counts. Any thread may use it. */
final class Definitions {

    /** By bundle id. */
    private final SortedMap<Long, Topic> files = new TreeMap<>();
    /** By service id: of a service that replaces another for a moment both are there. */
    private final SortedMap<Long, Offered> services = new TreeMap<>();

    private volatile Dictionary current = Dictionary.of(List.of());

    private record Offered(long bundle, Topic topic) {

        boolean replaces(long other, Topic file) {
            return bundle == other && topic.collector().equals(file.collector());
        }
    }

    Dictionary current() {
        return current;
    }

    /** {@return whether the file counts: nobody else defines its collector} */
    synchronized boolean addFile(long bundle, Topic topic) {
        files.put(bundle, topic);
        renew();
        return counts(topic);
    }

    synchronized void removeFile(long bundle) {
        files.remove(bundle);
        renew();
    }

    /** {@return whether the service counts} */
    synchronized boolean addService(long service, long bundle, Topic topic) {
        services.put(service, new Offered(bundle, topic));
        renew();
        return counts(topic);
    }

    synchronized void removeService(long service) {
        services.remove(service);
        renew();
    }

    private boolean counts(Topic topic) {
        return topic.equals(current.topics().get(topic.collector()));
    }

    private void renew() {
        List<Topic> topics = new ArrayList<>();
        files.forEach((bundle, file) -> topics.add(services.values().stream()
                .filter(service -> service.replaces(bundle, file))
                // The newest: it is registered before the one it replaces is taken back.
                .reduce((older, newer) -> newer)
                .map(Offered::topic)
                .orElse(file)));
        services.values().forEach(service -> topics.add(service.topic()));
        current = Dictionary.of(topics);
    }
}
