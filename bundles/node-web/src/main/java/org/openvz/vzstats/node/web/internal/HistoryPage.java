package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;
import static org.openvz.vzstats.node.web.internal.Markup.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openvz.vzstats.api.Node.History;
import org.openvz.vzstats.api.Node.Sent;
import org.openvz.vzstats.api.Node.SentReport;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.node.web.internal.Markup.Element;

/** What was sent. */
record HistoryPage(Reader reader) {

    private static final int KIB = 1024;

    List<Markup> list(History history) {
        List<Markup> parts = new ArrayList<>();
        parts.add(reader.heading("h1", Word.SENT_TITLE));
        parts.add(reader.paragraph("intro", Word.SENT_INTRO));
        if (history.damaged() > 0) {
            parts.add(reader.paragraph("notice", Word.DAMAGED, history.damaged()));
        }
        if (history.deliveries().isEmpty()) {
            parts.add(reader.paragraph("notice", Word.NOTHING_SENT_YET));
            return parts;
        }
        List<Sent> latestFirst = new ArrayList<>(history.deliveries());
        Collections.reverse(latestFirst);
        Element rows = element("tbody").and(latestFirst.stream().map(this::row).toList());
        parts.add(element(
                        "table",
                        reader.head(Word.REPORT, Word.TIME, Word.DESTINATION, Word.SIZE, Word.TOPICS, Word.ANSWER),
                        rows)
                .of("list"));
        return parts;
    }

    /** {@return a report as it was sent, and who has it} */
    List<Markup> report(SentReport report, int number) {
        List<Markup> parts = new ArrayList<>();
        parts.add(reader.heading("h1", Word.REPORT_NUMBER, number));
        parts.add(element("p", reader.link("sent", "← " + reader.say(Word.SENT_TITLE))));
        report.deliveries().forEach(sent -> parts.add(delivery(sent)));
        parts.addAll(new ReportPage(reader, Dictionary.of(List.of())).files(Word.FILES_SENT, report.files()));
        return parts;
    }

    private Element row(Sent sent) {
        return element(
                "tr",
                element("th", reader.link("sent/" + sent.number(), Integer.toString(sent.number())))
                        .with("scope", "row"),
                cell(Word.TIME, reader.time(sent.time())),
                cell(Word.DESTINATION, text(sent.destination())),
                cell(Word.SIZE, text(size(sent.bytes()))),
                cell(Word.TOPICS, text(Integer.toString(sent.sections().size()))),
                cell(Word.ANSWER, answer(sent.answer())));
    }

    /** On a narrow screen a cell says itself which column it is of. */
    private Element cell(Word column, Markup what) {
        return element("td", what).with("data-column", reader.say(column));
    }

    private Element delivery(Sent sent) {
        return element("section", element("h2", sent.destination()))
                .and(element("dl")
                        .of("status")
                        .and(
                                reader.row(Word.TIME, reader.time(sent.time())),
                                reader.row(Word.REPORT_ID, element("code", sent.report())),
                                reader.row(Word.SIZE, text(size(sent.bytes()))),
                                reader.row(Word.TOPICS, text(String.join(", ", sent.sections()))),
                                reader.row(Word.ALLOWED_BY, reader.english("span", sent.policy()))))
                .and(reader.heading("h3", isReceipt(sent.answer()) ? Word.RECEIPT : Word.ANSWER))
                .and(element("pre", sent.answer().strip()));
    }

    private Element answer(String answer) {
        return isReceipt(answer)
                ? element("span", reader.say(Word.RECEIPT))
                : reader.english("span", answer.lines().findFirst().orElse(""));
    }

    private static boolean isReceipt(String answer) {
        return answer.stripLeading().startsWith("{");
    }

    private String size(int bytes) {
        return bytes < KIB
                ? reader.language().number(bytes) + "\u00A0B"
                : reader.language().number((bytes + KIB / 2) / KIB) + "\u00A0KiB";
    }
}
