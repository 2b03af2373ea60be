package org.openvz.vzstats.collector.crashes.internal;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.ureport.InvalidUReportException;
import org.openvz.vzstats.ureport.UReport;
import org.openvz.vzstats.ureport.UReports;

/**
 * The topic {@code crashes}: a report for each crash that has not been told yet, and for each that has happened again since then, with how
 * often. It is told when it waits in the outbox, not before. Of a crash of which nothing public is known that would tell it from others
 * there is none.
 */
final class CrashesCollector implements Collector {

    private static final String REPORTS = "crashes.reports";

    private final SentCrashes sent;
    private final int perDay;
    private final InstantSource clock;

    CrashesCollector(SentCrashes sent, int perDay, InstantSource clock) {
        this.sent = sent;
        this.perDay = perDay;
        this.clock = clock;
    }

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        AbrtProblems abrt = new AbrtProblems(host);
        List<Problem> problems = abrt.isThere() ? abrt.all() : new JournalProblems(host).all();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        long left = perDay - sent.on(today);
        Map<String, Long> told = new LinkedHashMap<>();
        for (Problem problem : newestFirst(problems)) {
            long again = problem.count() - sent.count(problem.id());
            if (told.size() >= left) {
                break;
            }
            if (again > 0) {
                Optional<String> report = report(problem, again);
                if (report.isPresent()) {
                    section.uReport(REPORTS, report.get());
                    told.put(problem.id(), problem.count());
                }
            }
        }
        if (!told.isEmpty()) {
            section.whenQueued(() -> sent.add(told, today));
        }
    }

    /** Where there are more than may be sent on a day, the newest say most. */
    private static List<Problem> newestFirst(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparing((Problem problem) -> -problem.last())
                        .thenComparing(Problem::id))
                .toList();
    }

    private static Optional<String> report(Problem problem, long count) throws IOException {
        Optional<Problem.Facts> facts = problem.reading().read();
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        try {
            UReport report = UReports.read(facts.get().uReport(count, problem.last()));
            boolean fits = !report.frames().isEmpty() && report.json().length() <= Section.Builder.MAX_UREPORT;
            return fits ? Optional.of(report.json()) : Optional.empty();
        } catch (InvalidUReportException e) {
            // abrt may have written half of it, or another version of abrt something else.
            return Optional.empty();
        }
    }
}
