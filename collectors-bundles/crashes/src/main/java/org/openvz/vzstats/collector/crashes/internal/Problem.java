package org.openvz.vzstats.collector.crashes.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Something that has crashed, before anything is read of it but when.
 *
 * @param id tells it from all others on this host; a hash, since it stays on disk
 * @param last when it happened last, in seconds
 * @param count how often it has happened
 * @param reading reads the rest
 */
record Problem(String id, long last, long count, Reading reading) {

    /** Reads what the report says: not yet reduced, and nothing that need not be read for it. */
    @FunctionalInterface
    interface Reading {

        /** {@return what is needed of a uReport; empty if it cannot be told where it crashed} */
        Optional<Facts> read() throws IOException;
    }

    /**
     * What is known of it.
     *
     * @param problem the keys of a uReport's problem, without how often
     * @param packages which packages
     */
    record Facts(
            String osName,
            String osVersion,
            String architecture,
            String kernel,
            ObjectNode problem,
            ArrayNode packages) {

        /** {@return the report, to be reduced} */
        String uReport(long count, long last) {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("ureport_version", 2)
                    .put("reason", "");
            json.putObject("reporter").put("name", "vzstats").put("version", "1");
            json.putObject("os").put("name", osName).put("version", osVersion).put("architecture", architecture);
            json.set("problem", problem.deepCopy().put("serial", count));
            json.set("packages", packages);
            LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(last), ZoneOffset.UTC);
            json.putObject("vzstats").put("kernel", kernel).put("day", day.toString());
            return json.toString();
        }
    }
}
