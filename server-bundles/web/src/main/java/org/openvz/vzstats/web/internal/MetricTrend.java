package org.openvz.vzstats.web.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;

/**
 * How the values of a metric have gone, day by day.
 *
 * @param wanted of which metric, over which days, and beside which other platform
 */
record MetricTrend(Published published, View view, MetricPage.Wanted wanted) {

    private static final int MOST_LINES = 6;
    private static final int MOST_LINES_COMPARED = 3;

    /** {@return the lines of the most frequent values} */
    Trend of(Overview release, Statistic statistic) {
        Language language = view.language();
        Catalog.Entry entry = wanted.entry();
        ValueNames names = ValueNames.of(language, entry);
        boolean flag =
                entry.metric().map(Metric::type).filter(MetricType.FLAG::equals).isPresent();
        List<String> values = statistic
                .mostFrequent()
                .map(Cell::value)
                .filter(value -> !flag || value.equals("true"))
                .limit(wanted.compare().isPresent() ? MOST_LINES_COMPARED : MOST_LINES)
                .toList();
        // In the order of the bars, which is that of a scale.
        List<String> ordered = statistic.cells().stream()
                .map(Cell::value)
                .filter(values::contains)
                .toList();
        List<TrendChart.Series> series = new ArrayList<>();
        lines(series, published.history(release, entry.name(), view.platform(), wanted.period()), ordered, value -> {
            String name = names.of(value);
            return wanted.compare().isEmpty() || view.platform().isEmpty() ? name : name + " · " + view.platform();
        });
        wanted.compare().ifPresent(platform -> {
            List<TrendChart.Series> other = new ArrayList<>();
            lines(
                    other,
                    published.history(release, entry.name(), platform, wanted.period()),
                    ordered,
                    value -> names.of(value) + " · " + platform);
            // The colours say which value, the dashes which platform.
            series.replaceAll(one -> dashed(one, ""));
            other.forEach(one -> series.add(dashed(one, Palette.COMPARED)));
        });
        return new Trend(
                language,
                entry.name(),
                entry.title(language),
                new TrendChart(wanted.period(), series),
                language::percent,
                language::roughly,
                Word.GAPS);
    }

    private static TrendChart.Series dashed(TrendChart.Series one, String dashes) {
        return new TrendChart.Series(one.value(), one.name(), one.style(), dashes, one.points());
    }

    private static void lines(
            List<TrendChart.Series> series, List<Statistic> days, List<String> values, UnaryOperator<String> names) {
        for (String value : values) {
            TrendChart.Series line = new TrendChart.Series(value, names.apply(value), series.size());
            days.forEach(day -> day.cell(value).ifPresent(cell -> line.points().put(day.day(), cell.share())));
            series.add(line);
        }
    }
}
