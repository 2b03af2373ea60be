package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.web.internal.Markup.Element;
import org.openvz.vzstats.web.internal.Published.Period;

/** How often what was downloaded: products and their versions, countries, days. */
final class DownloadsPage {

    private DownloadsPage() {}

    /**
     * The page.
     *
     * @param document what the release says of downloads; empty if none are counted here
     */
    static Element main(View view, Optional<JsonNode> document) {
        Element main = element("main").with("class", "downloads");
        main.and(Frame.trail(view, List.of()));
        main.and(element("h1", view.say(Word.DOWNLOADS)));
        if (document.isEmpty() || view.release().isEmpty()) {
            return main.and(styled("p", "notice").and(view.say(Word.DOWNLOADS_NONE)));
        }
        Language language = view.language();
        Overview release = view.release().get();
        JsonNode json = document.get();
        main.and(styled("p", "lead").and(view.say(Word.DOWNLOADS_LEAD)));
        if (json.path("products").isEmpty()) {
            return main.and(styled("p", "notice").and(view.say(Word.DOWNLOADS_FEW, language.number(release.k()))));
        }
        LocalDate since = Tally.day(json.path("since"));
        LocalDate until = Tally.day(json.path("until"));
        Tally tally = new Tally(view, "downloads", Word.DOWNLOADS);
        ValueNames countries = ValueNames.of(language, Observations.COUNTRY, Optional.empty());
        Element block = styled("section", "block")
                .and(styled("dl", "facts")
                        .and(MetricPage.fact(
                                view.say(Word.DOWNLOADS_SINCE, language.day(since), language.day(until)),
                                language.number(json.path("downloads").asLong())))
                        .and(MetricPage.fact(view.say(Word.K_DOWNLOADS), language.number(release.k())))
                        .and(MetricPage.fact(view.say(Word.RELEASE), language.number(release.release()))))
                .and(element("h2", view.say(Word.TREND)))
                .and(tally.trend(json.path("days"), "downloads", new Period(since, until)))
                .and(element("h2", view.say(Word.BY_PRODUCT)))
                .and(tally.block(
                        "products",
                        Word.PRODUCT,
                        Optional.of(Word.ADDRESSES_A_DAY),
                        products(json.path("products"), language)));
        int number = 0;
        for (JsonNode product : json.path("products")) {
            block.and(versions(tally, product, language, "versions-" + number++));
        }
        List<Tally.Line> where = Tally.lines(json.path("countries"), "country", "downloads", "", countries);
        if (!where.isEmpty()) {
            block.and(element("h2", view.say(Word.BY_COUNTRY)))
                    .and(tally.block("countries", Word.COUNTRY, Optional.empty(), where));
        }
        return main.and(block.and(styled("p", "links").and(element("a", "JSON").with("href", "/api/v2/downloads"))));
    }

    /** A product may be there as an image and as updates. */
    private static List<Tally.Line> products(JsonNode products, Language language) {
        ValueNames names = ValueNames.platforms(language);
        List<Tally.Line> lines = new ArrayList<>();
        for (JsonNode one : products) {
            String product = one.path("product").asText();
            String kind = one.path("kind").asText();
            lines.add(new Tally.Line(
                    kind.equals(product) ? product : product + " " + kind,
                    title(names, product, kind, language),
                    one.path("downloads").asLong(),
                    one.path("addresses_per_day").isNumber()
                            ? Optional.of(one.path("addresses_per_day").asLong())
                            : Optional.empty()));
        }
        return lines;
    }

    private static String title(ValueNames names, String product, String kind, Language language) {
        if (kind.equals(product)) {
            return names.of(product);
        }
        String said =
                switch (kind) {
                    case "image" -> language.say(Word.KIND_IMAGE);
                    case "update" -> language.say(Word.KIND_UPDATE);
                    default -> kind;
                };
        return product + ", " + said;
    }

    private static Element versions(Tally tally, JsonNode product, Language language, String id) {
        ValueNames names = ValueNames.platforms(language);
        List<Tally.Line> versions = Tally.lines(product.path("versions"), "version", "downloads", "", names);
        List<Tally.Line> architectures =
                Tally.lines(product.path("architectures"), "architecture", "downloads", "", names);
        Element details = styled("details", "numbers")
                .and(element(
                        "summary",
                        title(
                                names,
                                product.path("product").asText(),
                                product.path("kind").asText(),
                                language)));
        if (versions.isEmpty() && architectures.isEmpty()) {
            return element("div");
        }
        if (!versions.isEmpty()) {
            details.and(tally.table(id, Word.VERSION, Optional.empty(), versions));
        }
        if (!architectures.isEmpty()) {
            details.and(tally.table(id + "-architectures", Word.ARCHITECTURE, Optional.empty(), architectures));
        }
        return details;
    }
}
