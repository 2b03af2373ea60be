package org.openvz.vzstats.health.rest.internal;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.server.api.Event;

/** What Prometheus is told. */
final class Metrics {

    private static final double MILLIS = 1_000;

    /** What an intake's request comes to. */
    private static final Map<Event, String> INTAKE = Map.of(
            Event.ACCEPTED, "accepted",
            Event.DUPLICATE, "duplicate",
            Event.REJECTED_MALFORMED, "malformed",
            Event.REJECTED_UNAUTHORIZED, "unauthorized",
            Event.REJECTED_TOO_LARGE, "too_large",
            Event.REJECTED_NOT_GZIP, "not_gzip",
            Event.REJECTED_TOO_MANY, "too_many",
            Event.REJECTED_STOPPED, "stopped",
            Event.CLONE, "clone");

    private Metrics() {}

    static String text(Figures figures, List<Health.Problem> problems, Instant now) {
        Exposition text = new Exposition();
        text.gauge("vzstats_ready", "Whether the server does what it is for.", problems.isEmpty() ? 1 : 0);
        events(text, figures);
        stock(text, figures);
        figures.release().ifPresent(release -> {
            text.gauge("vzstats_release_number", "The number of the last release.", release.number());
            text.gauge(
                    "vzstats_release_age_seconds",
                    "How old the last release is.",
                    release.age(now).toMillis() / MILLIS);
        });
        text.gauge("vzstats_dictionary_topics", "Topics that are installed.", figures.topics());
        figures.diskFree()
                .ifPresent(free ->
                        text.gauge("vzstats_disk_free_bytes", "What is free where the server keeps its data.", free));
        java(text);
        return text.toString();
    }

    private static void events(Exposition text, Figures figures) {
        text.metric("vzstats_intake_requests_total", "counter", "Requests to the intake by what they came to.");
        SortedMap<String, Long> results = new TreeMap<>();
        INTAKE.forEach((event, result) -> results.put(result, times(figures, event)));
        results.forEach((result, times) -> text.sample("vzstats_intake_requests_total", "result", result, times));
        counter(text, figures, Event.ISSUED, "identities_issued", "Identities that were issued.");
        counter(text, figures, Event.PROCESSED, "processed_reports", "Reports that left the inbox.");
        counter(text, figures, Event.QUARANTINED, "quarantined_sections", "Sections that went into quarantine.");
        counter(text, figures, Event.REPLAYED, "replayed_sections", "Sections that left the quarantine and count.");
        counter(text, figures, Event.DROPPED, "dropped_sections", "Sections that were thrown out of the quarantine.");
        counter(text, figures, Event.ERASED, "erased_nodes", "Nodes that were erased.");
        counter(text, figures, Event.CRASH_REPORT, "crash_reports", "Crash reports of nobody in particular.");
        counter(text, figures, Event.COUNTRY_UNKNOWN, "country_unknown", "Senders whose country could not be told.");
    }

    private static void counter(Exposition text, Figures figures, Event event, String name, String help) {
        text.counter("vzstats_" + name + "_total", help, times(figures, event));
    }

    private static long times(Figures figures, Event event) {
        return figures.events().getOrDefault(event, 0L);
    }

    private static void stock(Exposition text, Figures figures) {
        figures.stock().ifPresent(stock -> {
            text.gauge("vzstats_inbox_reports", "Reports that wait to be counted.", stock.waiting());
            text.gauge(
                    "vzstats_inbox_age_seconds",
                    "How long the oldest of them has waited.",
                    figures.inboxAge().toSeconds());
            text.gauge("vzstats_quarantine_sections", "Sections in quarantine.", stock.quarantined());
            text.gauge("vzstats_quarantine_bytes", "How large they are.", stock.quarantinedBytes());
            text.gauge("vzstats_live_nodes", "Nodes that count.", stock.liveNodes());
        });
    }

    private static void java(Exposition text) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        text.metric("jvm_memory_used_bytes", "gauge", "Memory in use.")
                .sample("jvm_memory_used_bytes", "area", "heap", heap.getUsed());
        text.metric("jvm_memory_max_bytes", "gauge", "Memory that may be used.")
                .sample("jvm_memory_max_bytes", "area", "heap", heap.getMax());
        text.gauge(
                "jvm_threads_current",
                "Threads.",
                ManagementFactory.getThreadMXBean().getThreadCount());
        text.metric("jvm_gc_collection_seconds", "summary", "Garbage collection.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            text.sample("jvm_gc_collection_seconds_count", "gc", collector.getName(), collector.getCollectionCount());
            text.sample(
                    "jvm_gc_collection_seconds_sum", "gc", collector.getName(), collector.getCollectionTime() / MILLIS);
        }
        text.gauge(
                "process_start_time_seconds",
                "When the process began, in seconds since 1970.",
                ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
    }
}
