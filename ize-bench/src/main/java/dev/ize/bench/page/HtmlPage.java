package dev.ize.bench.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A page as one HTML file: no other file, no script, light or dark as the reader's system is, and for narrow screens too.
 */
public final class HtmlPage {
    private final StringBuilder html = new StringBuilder();

    private HtmlPage() {}

    /** The page. */
    public static String of(Page page) {
        HtmlPage written = new HtmlPage();
        written.write(page);
        return written.html.toString();
    }

    private void write(Page page) {
        line("<!DOCTYPE html>");
        line("<html lang=\"en\">");
        line("<head>");
        line("<meta charset=\"utf-8\">");
        line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        line("<meta name=\"color-scheme\" content=\"light dark\">");
        line("<title>" + escape(page.title()) + "</title>");
        line("<style>");
        html.append(style());
        line("</style>");
        line("</head>");
        line("<body>");
        line("<header>");
        line("<h1>" + escape(page.title()) + "</h1>");
        page.lead().forEach(lead -> line("<p>" + withCode(lead) + "</p>"));
        line("</header>");
        line("<nav aria-label=\"Parts of this page\">");
        for (Page.Section section : page.sections()) {
            line("<a href=\"#" + section.id() + "\">" + escape(section.title()) + "</a>");
        }
        line("</nav>");
        line("<main>");
        for (Page.Section section : page.sections()) {
            line("<section id=\"" + section.id() + "\">");
            line("<h2>" + escape(section.title()) + "</h2>");
            section.blocks().forEach(this::write);
            line("</section>");
        }
        line("</main>");
        line("</body>");
        line("</html>");
    }

    private void write(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            line("<p>" + withCode(paragraph.text()) + "</p>");
        } else if (block instanceof Block.Notes notes) {
            line("<ul>");
            notes.lines().forEach(note -> line("<li>" + withCode(note) + "</li>"));
            line("</ul>");
        } else if (block instanceof Block.Cards cards) {
            write(cards);
        } else if (block instanceof Block.Table table) {
            write(table);
        } else if (block instanceof Block.Chart chart) {
            html.append(HtmlChart.of(chart));
        }
    }

    private void write(Block.Cards cards) {
        line("<div class=\"cards\">");
        for (Block.Card card : cards.cards()) {
            line("<div class=\"card\"><div class=\"question\">" + escape(card.question())
                    + "</div><div class=\"answer\">"
                    + escape(card.answer()) + "</div><div class=\"reason\">" + withCode(card.reason())
                    + "</div></div>");
        }
        line("</div>");
    }

    private void write(Block.Table table) {
        line("<figure class=\"table\">");
        line("<figcaption>" + escape(table.caption()) + "</figcaption>");
        // Can be reached by keyboard, since it may have to be scrolled.
        line("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + escape(table.caption()) + "\">");
        line("<table>");
        line("<thead><tr>");
        for (Block.Column column : table.columns()) {
            line("<th scope=\"col\"" + (column.isNumber() ? " class=\"number\"" : "") + ">" + escape(column.title())
                    + "</th>");
        }
        line("</tr></thead>");
        line("<tbody>");
        table.rows().forEach(row -> write(row, table.columns()));
        line("</tbody>");
        line("</table>");
        line("</div>");
        line("</figure>");
    }

    private void write(List<Block.Cell> row, List<Block.Column> columns) {
        if (row.size() < columns.size()) {
            line("<tr class=\"heading\"><th scope=\"rowgroup\" colspan=\"" + columns.size() + "\"><span>"
                    + content(row.get(0)) + "</span></th></tr>");
            return;
        }
        html.append("<tr><th scope=\"row\">").append(content(row.get(0))).append("</th>");
        for (int i = 1; i < row.size(); i++) {
            Block.Cell cell = row.get(i);
            String classes = (columns.get(i).isNumber() ? "number " : "") + name(cell.tone());
            html.append("<td class=\"")
                    .append(classes)
                    .append("\">")
                    .append(content(cell))
                    .append("</td>");
        }
        line("</tr>");
    }

    private static String content(Block.Cell cell) {
        String detail = cell.detail().isEmpty() ? "" : "<small>" + withCode(cell.detail()) + "</small>";
        return withCode(cell.text()) + detail;
    }

    private static String name(Block.Tone tone) {
        return switch (tone) {
            case PLAIN -> "plain";
            case GOOD -> "good";
            case BAD -> "bad";
            case FAINT -> "faint";
        };
    }

    private void line(String content) {
        html.append(content).append('\n');
    }

    /** Text in which pieces between backticks are code, everything else plain. */
    private static String withCode(String text) {
        StringBuilder shown = new StringBuilder();
        String[] pieces = text.split("`", -1);
        for (int i = 0; i < pieces.length; i++) {
            boolean isCode = i % 2 == 1 && i < pieces.length - 1;
            shown.append(isCode ? "<code>" + escape(pieces[i]) + "</code>" : escape(pieces[i]));
        }
        return shown.toString();
    }

    /** Text that is no markup, in content and in quoted attributes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String style() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("page.css")) {
            return new String(Objects.requireNonNull(in, "page.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
