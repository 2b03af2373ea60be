package org.openvz.vzstats.ureport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads a uReport 2, as abrt's satyr writes it and FAF checks it, and makes a new one of what may be kept: kind of problem, system,
 * packages of a public list, functions and files of such packages, build ids and offsets, taint flags, how often, and the day. Whatever
 * else is in it is left out without a word: command line and environment have no place in a uReport, but its texts may quote them. What is
 * made so is the same when it is read again.
 */
public final class UReports {

    private static final int VERSION = 2;
    private static final int MAX_PACKAGES = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(32)
                            .maxNameLength(256)
                            .maxStringLength(UReport.MAX_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private UReports() {}

    /**
     * Reads and reduces a uReport.
     *
     * @throws InvalidUReportException if it is none
     */
    public static UReport read(String json) throws InvalidUReportException {
        return read(json, text -> false);
    }

    /**
     * Reads and reduces a uReport.
     *
     * @param personal recognises names of this host, its guests and its users, which are left out although they might be a function's
     * @throws InvalidUReportException if it is none
     */
    public static UReport read(String json, Predicate<String> personal) throws InvalidUReportException {
        if (json.length() > UReport.MAX_BYTES) {
            throw new InvalidUReportException("longer than 256 KiB");
        }
        JsonNode report;
        try {
            report = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidUReportException("no JSON");
        }
        if (report == null || !report.isObject()) {
            throw new InvalidUReportException("no JSON object");
        }
        return read(new Given(report, ""), personal);
    }

    private static UReport read(Given report, Predicate<String> personal) throws InvalidUReportException {
        if (report.number("ureport_version") != VERSION) {
            throw new InvalidUReportException("ureport_version must be 2");
        }
        report.text("reason");
        Given reporter = report.object("reporter");
        reporter.text("name");
        reporter.text("version");
        Given os = report.object("os");
        String osName = PublicNames.ofOs(os.text("name"));
        String osVersion = PublicNames.ofOsVersion(os.text("version"));
        String architecture = PublicNames.ofArchitecture(os.text("architecture"));
        Given problem = report.object("problem");
        Given beside = report.has("vzstats") ? report.object("vzstats") : report.none();

        Kind kind = Kind.of(problem.text("type"));
        String component = PublicNames.ofPackage(problem.text("component"));
        Trace trace = kind.trace(problem, component, personal);
        ArrayNode packages = packages(report);
        String kernel =
                PublicNames.ofVersion(kind == Kind.KERNELOOPS ? problem.text("version") : beside.textOr("kernel", ""));
        Optional<LocalDate> day = day(beside.textOr("day", ""));
        int count = count(problem);

        ObjectNode json =
                MAPPER.createObjectNode().put("ureport_version", VERSION).put("reason", kind.reason(component, trace));
        json.putObject("reporter").put("name", "vzstats").put("version", "1");
        json.putObject("os").put("name", osName).put("version", osVersion).put("architecture", architecture);
        ObjectNode reduced = json.putObject("problem").put("type", kind.word()).put("component", component);
        if (problem.has("user")) {
            reduced.putObject("user")
                    .put("root", problem.object("user").truth("root"))
                    .put("local", true);
        }
        reduced.put("serial", count);
        if (kind == Kind.KERNELOOPS) {
            reduced.put("version", kernel.isEmpty() ? "0.0.0" : kernel);
        }
        reduced.setAll(trace.problem());
        json.set("packages", packages);
        ObjectNode own = MAPPER.createObjectNode();
        if (kind != Kind.KERNELOOPS && !kernel.isEmpty()) {
            own.put("kernel", kernel);
        }
        day.ifPresent(known -> own.put("day", known.toString()));
        if (!own.isEmpty()) {
            json.set("vzstats", own);
        }
        return new UReport(
                json.toString(),
                trace.group(kind, component),
                kind.word(),
                component,
                kind == Kind.KERNELOOPS ? kernel : version(packages, component),
                osName + " " + osVersion,
                architecture,
                kernel,
                day,
                count,
                trace.keys());
    }

    private static int count(Given problem) throws InvalidUReportException {
        long serial = problem.has("serial") ? problem.number("serial") : 1;
        return (int) Math.max(1, Math.min(UReport.MAX_COUNT, serial));
    }

    private static Optional<LocalDate> day(String written) {
        try {
            return written.length() == 10 ? Optional.of(LocalDate.parse(written)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@return those of a public list: what else is installed beside them is nobody's business} */
    private static ArrayNode packages(Given report) throws InvalidUReportException {
        ArrayNode packages = MAPPER.createArrayNode();
        for (Given one : report.list("packages", 0)) {
            String name = PublicNames.ofPackage(one.textOr("name", ""));
            if (name.equals(PublicNames.OTHER) || packages.size() == MAX_PACKAGES) {
                continue;
            }
            ObjectNode json = packages.addObject().put("name", name);
            json.put("epoch", Math.max(0, Math.min(999, one.numberOr("epoch", 0))));
            json.put("version", PublicNames.ofVersion(one.textOr("version", "")));
            json.put("release", PublicNames.ofVersion(one.textOr("release", "")));
            json.put("architecture", PublicNames.ofArchitecture(one.textOr("architecture", "")));
            if (one.textOr("package_role", "").equals("affected")) {
                json.put("package_role", "affected");
            }
        }
        return packages;
    }

    /** {@return the version of the package that crashed: the one that is said to be affected, or the one of its name} */
    private static String version(ArrayNode packages, String component) {
        JsonNode found = null;
        for (JsonNode one : packages) {
            boolean affected = one.has("package_role");
            if (affected || (found == null && one.path("name").asText().equals(component))) {
                found = one;
            }
            if (affected) {
                break;
            }
        }
        if (found == null || found.path("version").asText().isEmpty()) {
            return "";
        }
        String release = found.path("release").asText();
        return found.path("version").asText() + (release.isEmpty() ? "" : "-" + release);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
