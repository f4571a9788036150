package dev.ize.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A page in its forms. */
final class PageFormsTest {
    private static final String NASTY = "<script>alert('x')</script> | & *bold* \"zz\"\nnext";

    @Test
    void textCannotBecomeMarkupInHtml() {
        String html = HtmlPage.of(pageOf(
                new Block.Paragraph(NASTY),
                new Block.Cards(List.of(new Block.Card(NASTY, NASTY, NASTY))),
                table(NASTY),
                chart(NASTY)));

        assertThat(html).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
        assertThat(html).doesNotContain("\"zz").contains("&quot;zz&quot;");
    }

    @Test
    void textCannotBreakATableOfMarkdown() {
        String markdown = MarkdownPage.of(pageOf(table(NASTY)), Map.of());

        List<String> rows =
                markdown.lines().filter(line -> line.startsWith("| ")).toList();
        assertThat(rows)
                .hasSize(3)
                .allSatisfy(row -> assertThat(unescapedBars(row)).isEqualTo(3));
        assertThat(markdown).contains("\\<script\\>", "\\*bold\\*");
    }

    @Test
    void textBetweenBackticksIsCode() {
        Page page = pageOf(new Block.Paragraph("run `a <b>` and one ` alone"));

        assertThat(HtmlPage.of(page)).contains("run <code>a &lt;b&gt;</code> and one ");
        assertThat(MarkdownPage.of(page, Map.of())).contains("run `a <b>` and one ");
    }

    @Test
    void htmlNeedsNoOtherFileAndNoScript() {
        String html = HtmlPage.of(pageOf(chart("bars"), table("x")));

        assertThat(html)
                .doesNotContain("<link")
                .doesNotContain("src=")
                .doesNotContain("url(")
                .doesNotContain("<script");
        assertThat(html).contains("prefers-color-scheme: dark", "name=\"viewport\"");
    }

    @Test
    void elementsOfHtmlAreClosedInTheOrderInWhichTheyWereOpened() {
        String html = HtmlPage.of(pageOf(
                new Block.Paragraph("a"),
                new Block.Notes(List.of("b")),
                new Block.Cards(List.of(new Block.Card("q", "a", "r"))),
                table("x"),
                chart("bars")));

        Deque<String> open = new ArrayDeque<>();
        Matcher tags = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>").matcher(html.replaceAll("(?s)<style>.*</style>", ""));
        while (tags.find()) {
            if (tags.group(2).equals("meta")) {
                continue;
            }
            if (tags.group(1).isEmpty()) {
                open.push(tags.group(2));
            } else {
                assertThat(open.pop()).isEqualTo(tags.group(2));
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void chartWithoutAnImageIsLeftOutOfMarkdown() {
        Page page = pageOf(chart("bars"));

        assertThat(MarkdownPage.of(page, Map.of())).doesNotContain("![");
        assertThat(MarkdownPage.of(page, Map.of("bars", "bars.png"))).contains("![bars](bars.png)");
    }

    @Test
    void rowWithTooFewCellsIsRefused() {
        List<Block.Column> columns = List.of(Block.Column.words("a"), Block.Column.words("b"), Block.Column.words("c"));

        assertThatThrownBy(
                        () -> new Block.Table("t", columns, List.of(List.of(Block.Cell.of("1"), Block.Cell.of("2")))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void barsThatDifferMuchLieOnALogarithmicScale() {
        Scale scale = Scale.of(chart("bars"));

        assertThat(scale).isEqualTo(new Scale(0.1, 1000, true));
        assertThat(scale.position(10)).isEqualTo(0.5);
        assertThat(scale.powersOfTen()).containsExactly(0.1, 1.0, 10.0, 100.0, 1000.0);
    }

    @Test
    void barsThatDifferLittleLieInProportion() {
        Block.Group group = new Block.Group("g", List.of(bar("a", 2), bar("b", 4)));

        Scale scale = Scale.of(new Block.Chart("c", "c", "x", Unit.COUNT, List.of("a", "b"), List.of(group)));

        assertThat(scale).isEqualTo(new Scale(0, 4.4, false));
        assertThat(scale.position(2.2)).isEqualTo(0.5);
    }

    @Test
    void chartIsDrawnAsAnImage() throws PngChart.CannotDrawException {
        assertThat(PngChart.of(chart("bars"))).startsWith(0x89, 'P', 'N', 'G').hasSizeGreaterThan(2_000);
    }

    private static Page pageOf(Block... blocks) {
        return new Page("title", List.of("lead"), List.of(new Page.Section("one", "One", List.of(blocks))));
    }

    private static Block.Table table(String text) {
        return new Block.Table(
                text,
                List.of(Block.Column.words(text), Block.Column.numbers(text)),
                List.of(List.of(Block.Cell.of(text), Block.Cell.of(text, text))));
    }

    private static Block.Chart chart(String text) {
        Block.Group group = new Block.Group(text, List.of(bar("a", 0.5), bar("b", 700)));
        return new Block.Chart("bars", text, text, Unit.COUNT, List.of("a", "b"), List.of(group));
    }

    private static Block.Bar bar(String series, double value) {
        return new Block.Bar(series, value, 0.9 * value, 1.1 * value, "text");
    }

    private static long unescapedBars(String row) {
        return Pattern.compile("(?<!\\\\)\\|").matcher(row).results().count();
    }
}
