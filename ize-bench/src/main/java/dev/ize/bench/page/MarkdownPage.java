package dev.ize.bench.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A page as Markdown, with charts as images that lie beside it. */
public final class MarkdownPage {
    private static final String MARKUP = "\\`*_{}[]<>#|~";

    private final StringBuilder text = new StringBuilder();

    private MarkdownPage() {}

    /**
     * The page.
     *
     * @param images file names of the charts' images by the charts' ids; a chart that has none is left out, since its
     *     figures stand in tables
     */
    public static String of(Page page, Map<String, String> images) {
        MarkdownPage markdown = new MarkdownPage();
        markdown.line("# " + escape(page.title()));
        page.lead().forEach(lead -> markdown.paragraph(withCode(lead)));
        for (Page.Section section : page.sections()) {
            markdown.paragraph("## " + escape(section.title()));
            for (Block block : section.blocks()) {
                markdown.add(block, images);
            }
        }
        return markdown.text.toString();
    }

    private void add(Block block, Map<String, String> images) {
        if (block instanceof Block.Paragraph paragraph) {
            paragraph(withCode(paragraph.text()));
        } else if (block instanceof Block.Notes notes) {
            line("");
            notes.lines().forEach(note -> line("- " + withCode(note)));
        } else if (block instanceof Block.Cards cards) {
            line("");
            cards.cards()
                    .forEach(card -> line("- " + escape(card.question()) + ": **" + escape(card.answer()) + "**. "
                            + withCode(card.reason())));
        } else if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Chart chart && images.containsKey(chart.id())) {
            paragraph("![" + escape(chart.title()) + "](" + images.get(chart.id()) + ")");
        }
    }

    private void table(Block.Table table) {
        paragraph("**" + escape(table.caption()) + "**");
        line("");
        line(row(table.columns().stream().map(column -> escape(column.title())).toList()));
        line(row(table.columns().stream()
                .map(column -> column.isNumber() ? "---:" : "---")
                .toList()));
        for (List<Block.Cell> cells : table.rows()) {
            List<String> texts = new ArrayList<>();
            if (cells.size() < table.columns().size()) {
                texts.add("**" + cell(cells.get(0)) + "**");
                table.columns().stream().skip(1).forEach(column -> texts.add(""));
            } else {
                cells.forEach(cell -> texts.add(cell(cell)));
            }
            line(row(texts));
        }
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String cell(Block.Cell cell) {
        String text = withCode(cell.text());
        String shown = cell.tone() == Block.Tone.GOOD ? "**" + text + "**" : text;
        return cell.detail().isEmpty() ? shown : shown + " (" + withCode(cell.detail()) + ")";
    }

    private void paragraph(String content) {
        line("");
        line(content);
    }

    private void line(String content) {
        text.append(content).append('\n');
    }

    /** Text in which pieces between backticks are code, everything else plain. */
    private static String withCode(String text) {
        StringBuilder shown = new StringBuilder();
        String[] pieces = text.split("`", -1);
        for (int i = 0; i < pieces.length; i++) {
            boolean isCode = i % 2 == 1 && i < pieces.length - 1;
            shown.append(isCode ? "`" + pieces[i].replace("|", "\\|") + "`" : escape(pieces[i]));
        }
        return shown.toString();
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                escaped.append(' ');
            } else {
                escaped.append(MARKUP.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return escaped.toString();
    }
}
