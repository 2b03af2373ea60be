package org.openvz.vzstats.intake.rest.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openvz.vzstats.intake.rest.internal.RefusedException.Reason;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.ureport.InvalidUReportException;
import org.openvz.vzstats.ureport.UReport;
import org.openvz.vzstats.ureport.UReports;

/**
 * Takes uReports, as every abrt sends them that is told this server's address. Whoever sends one has no id: of it only what may be public is
 * kept, and nothing of the sender but its place in the rate limit.
 */
final class UReportIntake {

    private static final int FORM_BYTES = 16 * 1024;
    private static final int BODY_BYTES = UReport.MAX_BYTES + FORM_BYTES;
    private static final String TOO_LARGE = "The report is larger than 256 KiB.";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{1,256}");
    private static final int MAX_TYPE = 64;
    private static final int MAX_DATA = 1024;

    private final Crashes crashes;
    private final Journal journal;
    private final Limits limits;
    private final InstantSource clock;

    UReportIntake(Crashes crashes, Journal journal, Limits limits, InstantSource clock) {
        this.crashes = crashes;
        this.journal = journal;
        this.limits = limits;
        this.clock = clock;
    }

    /** Takes a uReport, and says which group it is in. When this returns, it is durable. */
    String take(String address, Form.Request request) throws RefusedException {
        try {
            UReport report = read(file(address, request));
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            // Its day is the one on which it comes: of a stranger's clock nothing is known.
            if (!crashes.add(crash(report), today)) {
                throw RefusedException.tooMany(java.time.Duration.ofDays(1));
            }
            journal.happened(Event.CRASH_REPORT);
            return report.group();
        } catch (RefusedException e) {
            journal.happened(e.reason().event());
            throw e;
        }
    }

    /**
     * Takes what abrt would attach to a report: the number of a bug, a mail address, a comment. It is anybody's free text, which nobody can
     * hold to a list; so it is looked at only to answer as abrt expects, and nothing of it is kept.
     */
    void attach(String address, Form.Request request) throws RefusedException {
        try {
            JsonNode attached = JSON.readTree(file(address, request));
            boolean whole = attached != null
                    && HASH.matcher(attached.path("bthash").asText()).matches()
                    && attached.path("type").isTextual()
                    && attached.path("type").asText().length() <= MAX_TYPE
                    && attached.path("data").isTextual()
                    && attached.path("data").asText().length() <= MAX_DATA;
            if (!whole) {
                throw malformed("bthash must be hex digits, type and data texts of at most 64 and 1024 characters");
            }
        } catch (JsonProcessingException e) {
            journal.happened(Event.REJECTED_MALFORMED);
            throw malformed("no JSON");
        } catch (RefusedException e) {
            journal.happened(e.reason().event());
            throw e;
        }
    }

    private String file(String address, Form.Request request) throws RefusedException {
        Multipart form = limits.serve(Sender.of(address), () -> Form.read(request, BODY_BYTES, TOO_LARGE));
        byte[] file = form.field("file").orElseThrow(() -> malformed("The form has no field file."));
        if (file.length > UReport.MAX_BYTES) {
            throw new RefusedException(Reason.TOO_LARGE, TOO_LARGE);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("no UTF-8");
        }
    }

    private static UReport read(String json) throws RefusedException {
        try {
            return UReports.read(json);
        } catch (InvalidUReportException e) {
            throw malformed(e.what());
        }
    }

    private static Crash crash(UReport report) {
        return new Crash(
                report.group(),
                report.type(),
                report.component(),
                report.version(),
                report.os(),
                report.architecture(),
                report.kernel(),
                Optional.empty(),
                // abrt sends a report for each time, and says in it how often it was before.
                1,
                report.frames());
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(Reason.MALFORMED, detail);
    }
}
