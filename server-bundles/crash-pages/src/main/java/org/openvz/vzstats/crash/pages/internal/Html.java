package org.openvz.vzstats.crash.pages.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;

/** A page as it grows. Text is escaped where it is written. */
final class Html {

    private static final String STYLE =
            """
            :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1rem}
            table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:600}.d{white-space:nowrap}th,td{text-align:left;padding:.3rem .8rem .3rem 0;vertical-align:top;border-bottom:1px solid #8886}
            .n{text-align:right;font-variant-numeric:tabular-nums}code{overflow-wrap:anywhere}form{display:flex;gap:1rem;flex-wrap:wrap;align-items:end}
            label{display:grid}input,button{font:inherit;padding:.2rem .5rem}
            """;

    private final StringBuilder body = new StringBuilder(1 << 13);
    private final String title;

    Html(String title) {
        this.title = title;
        open("h1").text(title).close("h1");
    }

    /** {@return what a browser may load and do: nothing but this style} */
    static String policy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Html open(String tag) {
        body.append('<').append(tag).append('>');
        return this;
    }

    Html close(String tag) {
        body.append("</").append(tag).append('>');
        return this;
    }

    Html text(String text) {
        body.append(escaped(text));
        return this;
    }

    Html element(String tag, String text) {
        return open(tag).text(text).close(tag);
    }

    Html link(String path, String text) {
        body.append("<a href=\"").append(escaped(path)).append("\">");
        return text(text).close("a");
    }

    Html input(String name, String label, String value) {
        body.append("<label>")
                .append(escaped(label))
                .append("<input name=\"")
                .append(name)
                .append("\" value=\"");
        body.append(escaped(value)).append("\"></label>");
        return this;
    }

    /** Begins a table; a column whose name begins with a # is one of numbers. */
    Html table(String caption, List<String> columns) {
        open("table").element("caption", caption).open("thead").open("tr");
        columns.forEach(column -> open(column.startsWith("#") ? "th scope=\"col\" class=\"n\"" : "th scope=\"col\"")
                .text(column.startsWith("#") ? column.substring(1) : column)
                .close("th"));
        return close("tr").close("thead").open("tbody");
    }

    Html endTable() {
        return close("tbody").close("table");
    }

    Html number(long number) {
        return open("td class=\"n\"").text(Long.toString(number)).close("td");
    }

    Html day(LocalDate day) {
        return open("td class=\"d\"").text(day.toString()).close("td");
    }

    byte[] document() {
        return ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                        + " content=\"width=device-width, initial-scale=1\"><title>" + escaped(title)
                        + " – vzstats</title><style>" + STYLE
                        + "</style></head><body><main>" + body + "</main></body></html>\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
