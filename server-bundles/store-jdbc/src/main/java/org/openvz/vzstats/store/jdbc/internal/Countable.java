package org.openvz.vzstats.store.jdbc.internal;

import java.util.Map;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.ReceivedSection;

/**
 * Whether the tables can hold what a processor made of a section. A processor is a plug-in: what it lets through by mistake must cost a
 * place in quarantine, not the inbox its way forward.
 */
final class Countable {

    /** The longest collector and reason. */
    static final int MAX_NAME = 64;

    private Countable() {}

    static boolean is(ReceivedSection section, Observations observations) {
        return section.collector().length() <= MAX_NAME
                && observations.byMetric().entrySet().stream().allMatch(Countable::fits);
    }

    private static boolean fits(Map.Entry<String, ? extends Map<String, Long>> metric) {
        return isText(metric.getKey())
                && metric.getKey().indexOf('.') > 0
                && metric.getValue().entrySet().stream()
                        .allMatch(value -> isText(value.getKey())
                                && !value.getKey().equals(Census.ASKED)
                                && value.getValue() > 0
                                && value.getValue() <= Integer.MAX_VALUE);
    }

    /** No blanks around, which databases ignore, and no control characters, which some refuse. */
    private static boolean isText(String text) {
        return !text.isEmpty()
                && text.length() <= Observations.MAX_VALUE
                && text.equals(text.strip())
                && text.codePoints().noneMatch(Countable::isOdd);
    }

    private static boolean isOdd(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
