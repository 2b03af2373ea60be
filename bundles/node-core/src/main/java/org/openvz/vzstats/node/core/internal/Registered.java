package org.openvz.vzstats.node.core.internal;

import java.util.Map;
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

    private record Named<T>(String name, T service) {}

    void add(long serviceId, String name, T service) {
        byServiceId.put(serviceId, new Named<>(name, service));
    }

    void remove(long serviceId) {
        byServiceId.remove(serviceId);
    }

    /** {@return the services present now, by name} */
    SortedMap<String, T> byName() {
        SortedMap<String, T> present = new TreeMap<>();
        for (Map.Entry<Long, Named<T>> entry : byServiceId.entrySet()) {
            present.putIfAbsent(entry.getValue().name(), entry.getValue().service());
        }
        return present;
    }

    /** {@return whether this service is the one present under this name now} */
    boolean has(String name, T service) {
        return byName().get(name) == service;
    }
}
