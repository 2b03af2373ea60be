package org.openvz.vzstats.health.rest.internal;

/**
 * Writes Prometheus' text format 0.0.4:
 *
 * <pre>
 * # HELP vzstats_inbox_reports Reports that wait to be counted.
 * # TYPE vzstats_inbox_reports gauge
 * vzstats_inbox_reports 3
 * </pre>
 */
final class Exposition {

    /** Its media type. */
    static final String TYPE = "text/plain;version=0.0.4;charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    /** Begins a metric; its samples follow. All words are ours and need no escape. */
    Exposition metric(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    Exposition sample(String name, Number value) {
        text.append(name).append(' ').append(value).append('\n');
        return this;
    }

    Exposition sample(String name, String label, String labelValue, Number value) {
        text.append(name)
                .append('{')
                .append(label)
                .append("=\"")
                .append(labelValue)
                .append("\"} ")
                .append(value)
                .append('\n');
        return this;
    }

    Exposition gauge(String name, String help, Number value) {
        return metric(name, "gauge", help).sample(name, value);
    }

    Exposition counter(String name, String help, Number value) {
        return metric(name, "counter", help).sample(name, value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
