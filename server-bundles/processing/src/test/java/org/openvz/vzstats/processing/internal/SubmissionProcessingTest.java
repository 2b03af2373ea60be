package org.openvz.vzstats.processing.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.Processor;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.Translator;
import org.openvz.vzstats.server.api.UnprocessableException;

class SubmissionProcessingTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Observations FINE = Submissions.observations("disk.count", "ssd", 2);

    private final Processors processors = new Processors();
    private final SubmissionProcessing processing =
            new SubmissionProcessing(processors, () -> Instant.parse("2026-11-22T23:59:59Z"));

    @Test
    void eachSectionGoesToItsProcessor() throws Exception {
        Observations generic = Submissions.observations("any.metric", "1", 1);
        processors.add("*", section -> generic);
        processors.add("disk", section -> FINE);
        Processed processed = processing.process(Submissions.of(TODAY.minusDays(3), "cpu", "disk"));
        assertEquals(TODAY.minusDays(3), processed.day());
        assertEquals(generic, accepted(processed.sections().get(0)).observations());
        assertEquals(FINE, accepted(processed.sections().get(1)).observations());
        assertEquals(
                new ReceivedSection("disk", 1, "{ }\n"),
                processed.sections().get(1).section());
    }

    @Test
    void theProcessorThatCameLastWinsAndAnEarlierOneIsThereWhenItGoes() {
        Processor swapped = section -> FINE;
        processors.add("disk", section -> Submissions.observations("disk.count", "hdd", 1));
        processors.add("disk", swapped);
        assertEquals(FINE, accepted(one()).observations());
        processors.remove(swapped);
        assertEquals(
                Submissions.observations("disk.count", "hdd", 1),
                accepted(one()).observations());
    }

    @Test
    void nobodyKnowsTheCollector() {
        processors.add("cpu", section -> FINE);
        assertEquals("unknown-collector", quarantined(one()));
    }

    @Test
    void whatAProcessorCannotUseIsQuarantinedForItsReason() {
        processors.add("*", section -> {
            throw new UnprocessableException("no-such-thing");
        });
        assertEquals("no-such-thing", quarantined(one()));
    }

    @Test
    void aProcessorThatFailsHoldsNothingUp() {
        for (Throwable failure : List.of(
                new IllegalStateException("node's words"),
                new NoClassDefFoundError("gone"),
                new StackOverflowError())) {
            processors.add("disk", section -> {
                if (failure instanceof RuntimeException e) {
                    throw e;
                }
                throw (Error) failure;
            });
            assertEquals("processor-failed", quarantined(one()));
        }
    }

    @Test
    void whatIsTranslatedIsProcessedAsIfItHadBeenSentSo() throws Exception {
        processors.add("*", section -> {
            throw new UnprocessableException("no-such-thing");
        });
        processors.add("disk", section -> FINE);
        Translator translator = section ->
                List.of(new ReceivedSection("disk", 2, section.content()), new ReceivedSection("cpu", 1, ""));
        processors.addTranslator("texts", translator);

        List<SectionResult> results =
                processing.process(Submissions.of(TODAY, "texts")).sections();

        assertEquals(List.of("disk", "cpu"), collectors(results));
        assertEquals(FINE, accepted(results.get(0)).observations());
        assertEquals(2, results.get(0).section().revision());
        assertEquals("no-such-thing", quarantined(results.get(1)));

        processors.removeTranslator(translator);
        results = processing.process(Submissions.of(TODAY, "texts")).sections();
        assertEquals(List.of("texts"), collectors(results));
        assertEquals("no-such-thing", quarantined(results.get(0)));
    }

    @Test
    void whatCannotBeTranslatedIsQuarantinedAsItCame() {
        ReceivedSection texts = new ReceivedSection("texts", 1, "as it came");
        processors.addTranslator("texts", section -> List.of());
        assertEquals(List.of(), processing.process(texts));
        processors.addTranslator("texts", section -> {
            throw new UnprocessableException("malformed");
        });
        assertEquals(List.of(new SectionResult.Quarantined(texts, "malformed")), processing.process(texts));
        processors.addTranslator("texts", section -> {
            throw new IllegalStateException("node's words");
        });
        assertEquals(List.of(new SectionResult.Quarantined(texts, "processor-failed")), processing.process(texts));
    }

    private static List<String> collectors(List<SectionResult> results) {
        return results.stream().map(result -> result.section().collector()).toList();
    }

    @Test
    void theCountryIsAddedToWhatCounts() throws Exception {
        processors.add("disk", section -> FINE);
        List<SectionResult> results = processing
                .process(Submissions.from(Optional.of("DE"), TODAY, "disk"))
                .sections();
        assertEquals(List.of("disk", "node"), collectors(results));
        assertEquals(
                Submissions.observations("node.country", "DE", 1),
                accepted(results.get(1)).observations());

        assertEquals(
                List.of("disk"),
                collectors(processing
                        .process(Submissions.from(Optional.empty(), TODAY, "disk"))
                        .sections()));
        assertEquals(
                List.of("cpu"),
                collectors(processing
                        .process(Submissions.from(Optional.of("DE"), TODAY, "cpu"))
                        .sections()),
                "a node of which nothing counts does not count");
        assertEquals(
                List.of(),
                processing.process(Submissions.from(Optional.of("DE"), TODAY)).sections());
    }

    @Test
    void aNodeDoesNotSayWhereItIs() throws Exception {
        processors.add("*", section -> FINE);
        List<SectionResult> results = processing
                .process(Submissions.from(Optional.of("DE"), TODAY, "disk", "node"))
                .sections();
        assertEquals(List.of("disk", "node", "node"), collectors(results));
        assertEquals("reserved", quarantined(results.get(1)));
        assertEquals(
                Submissions.observations("node.country", "DE", 1),
                accepted(results.get(2)).observations());

        assertEquals(
                "reserved",
                quarantined(processing.process(results.get(1).section()).get(0)),
                "replayed");
        processors.addTranslator(
                "texts", section -> List.of(new ReceivedSection("node", 1, "{\"node.country\":\"FR\"}")));
        assertEquals(
                "reserved",
                quarantined(processing
                        .process(Submissions.of(TODAY, "texts"))
                        .sections()
                        .get(0)));
    }

    @Test
    void aReportThatCannotBeReadIsQuarantinedWhole() {
        Submission broken = new Submission(UUID.randomUUID(), UUID.randomUUID(), new byte[] {1, 2, 3});
        Processed processed = processing.process(broken);
        assertEquals(TODAY, processed.day());
        assertEquals(
                List.of(new SectionResult.Quarantined(new ReceivedSection("report", 1, "AQID"), "malformed")),
                processed.sections());
    }

    @Test
    void aDayThatCannotBeIsToday() throws Exception {
        assertEquals(
                TODAY.plusDays(1),
                processing.process(Submissions.of(TODAY.plusDays(1))).day());
        for (LocalDate day : List.of(TODAY.plusDays(2), LocalDate.MAX, LocalDate.MIN, LocalDate.EPOCH)) {
            assertEquals(TODAY, processing.process(Submissions.of(day)).day());
        }
    }

    private SectionResult one() {
        List<SectionResult> results = processing.process(new ReceivedSection("disk", 1, "{}"));
        assertEquals(1, results.size());
        return results.get(0);
    }

    private static SectionResult.Accepted accepted(SectionResult result) {
        return assertInstanceOf(SectionResult.Accepted.class, result);
    }

    private static String quarantined(SectionResult result) {
        return assertInstanceOf(SectionResult.Quarantined.class, result).reason();
    }
}
