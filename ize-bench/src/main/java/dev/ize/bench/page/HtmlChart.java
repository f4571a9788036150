package dev.ize.bench.page;

import java.util.List;
import java.util.Locale;

/** A chart as elements of HTML, whose words stay words on a narrow screen. */
final class HtmlChart {
    private static final int MAX_TICKS = 4;

    private HtmlChart() {}

    static String of(Block.Chart chart) {
        Scale scale = Scale.of(chart);
        StringBuilder html = new StringBuilder();
        html.append("<figure class=\"chart\" id=\"chart-").append(chart.id()).append("\">\n");
        html.append("<figcaption>").append(HtmlPage.escape(chart.title())).append("<small>");
        html.append(HtmlPage.escape(chart.axis()));
        html.append(scale.isLogarithmic() ? "; logarithmic" : "");
        html.append("</small></figcaption>\n");
        int lines = Math.max(1, scale.powersOfTen().size() - 1);
        html.append("<div class=\"groups\" style=\"--lines:").append(lines).append("\">\n");
        for (Block.Group group : chart.groups()) {
            html.append("<div class=\"group\"><div class=\"label\">")
                    .append(HtmlPage.escape(group.label()))
                    .append("</div>\n");
            for (Block.Bar bar : group.bars()) {
                append(html, bar, chart.series().indexOf(bar.series()), scale);
            }
            html.append("</div>\n");
        }
        appendAxis(html, chart, scale);
        return html.append("</div>\n</figure>\n").toString();
    }

    /** At most so many powers of ten that they have room on a narrow screen. */
    private static void appendAxis(StringBuilder html, Block.Chart chart, Scale scale) {
        List<Double> powers = scale.powersOfTen();
        if (powers.isEmpty()) {
            return;
        }
        int step = (powers.size() + MAX_TICKS - 1) / MAX_TICKS;
        html.append("<div class=\"bar axis\" aria-hidden=\"true\"><span class=\"name\"></span><span class=\"ticks\">");
        for (int i = 0; i < powers.size(); i += step) {
            html.append("<em style=\"left:")
                    .append(percent(scale.position(powers.get(i))))
                    .append("\">")
                    .append(HtmlPage.escape(chart.unit().powerOfTen(powers.get(i))))
                    .append("</em>");
        }
        html.append("</span><span class=\"value\"></span></div>\n");
    }

    private static void append(StringBuilder html, Block.Bar bar, int series, Scale scale) {
        html.append("<div class=\"bar\"><span class=\"name\">")
                .append(HtmlPage.escape(bar.series()))
                .append("</span><span class=\"track\"><i class=\"series-")
                .append(series + 1)
                .append("\" style=\"width:")
                .append(percent(scale.position(bar.value())))
                .append("\"></i>");
        if (bar.high() > bar.low()) {
            double low = scale.position(bar.low());
            double high = scale.position(bar.high());
            html.append("<b style=\"left:").append(percent(low)).append(";width:");
            html.append(percent(high - low)).append("\"></b>");
        }
        html.append("</span><span class=\"value\">")
                .append(HtmlPage.escape(bar.text()))
                .append("</span></div>\n");
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * part);
    }
}
