package org.openvz.vzstats.node.core.internal;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The services of one kind that are present now, by name. They come and go at any moment; of two with one name the one that came first
 * counts, and the other takes its place when it goes.
 */
final class Registered<T> {

    private final ConcurrentMap<Long, Named<T>> byServiceId = new ConcurrentSkipListMap<>();

    /**
     * A service and what it is known by.
     *
     * @param edition another one after an update of its bundle
     */
    record Named<T>(String name, String edition, T service) {}

    void add(long serviceId, String name, String edition, T service) {
        byServiceId.put(serviceId, new Named<>(name, edition, service));
    }

    void remove(long serviceId) {
        byServiceId.remove(serviceId);
    }

    /** {@return the services present now, by name} */
    SortedMap<String, T> byName() {
        SortedMap<String, T> present = new TreeMap<>();
        present().forEach(one -> present.put(one.name(), one.service()));
        return present;
    }

    /** {@return the services present now, one of each name, sorted by it} */
    List<Named<T>> present() {
        SortedMap<String, Named<T>> present = new TreeMap<>();
        byServiceId.values().forEach(one -> present.putIfAbsent(one.name(), one));
        return List.copyOf(present.values());
    }

    /** {@return all services present now, also several of one name; the one that came first is first} */
    List<Named<T>> all() {
        return List.copyOf(byServiceId.values());
    }

    /** {@return whether this service is the one present under this name now} */
    boolean has(String name, T service) {
        return byName().get(name) == service;
    }
}
